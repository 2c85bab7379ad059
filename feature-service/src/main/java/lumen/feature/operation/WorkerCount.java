package lumen.feature.operation;

/**
 * How many items are worked on at once.
 *
 * @param threads at least 1
 */
public record WorkerCount(int threads) {
    public WorkerCount {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "lumen.feature.threads must be at least 1, but is " + threads);
        }
    }
}

package lumen.inference.batching;

import java.time.Duration;

/**
 * When a batch is closed.
 *
 * @param maxWindows at so many windows; a single part that has more is a batch of its own
 * @param maxDelay when its oldest part has waited so long
 */
public record BatchLimits(int maxWindows, Duration maxDelay) {
    public BatchLimits {
        if (maxWindows < 1) {
            throw new IllegalArgumentException("a batch must have room for at least one window");
        }
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException("the delay must not be negative: " + maxDelay);
        }
    }
}

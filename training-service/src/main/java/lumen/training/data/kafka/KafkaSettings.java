package lumen.training.data.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How a run asks feature-service.
 *
 * @param broker settings that all Kafka clients share, {@code bootstrap.servers} at least
 * @param run the run's name, of letters, digits, dots, dashes and underscores
 * @param inFlight how many samples are asked for at once, at least 1; others wait here
 * @param patience after so long without any answer whatever is not answered is asked for again
 */
public record KafkaSettings(
        Map<String, Object> broker, String run, int inFlight, Duration patience) {
    /** What is usual. */
    public static final int IN_FLIGHT = 256;

    /** What is usual: longer than the partitions of a killed feature-service take to move. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    public KafkaSettings {
        broker = Map.copyOf(broker);
        Objects.requireNonNull(run, "run");
        if (!run.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("'" + run + "' cannot be part of a topic's name");
        }
        if (inFlight < 1 || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "%d samples in flight, patience %s".formatted(inFlight, patience));
        }
    }

    /** The usual settings of a run. */
    public static KafkaSettings of(Map<String, Object> broker, String run) {
        return new KafkaSettings(broker, run, IN_FLIGHT, PATIENCE);
    }
}

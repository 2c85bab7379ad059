package lumen.contracts.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lumen.contracts.error.Problem;

/**
 * What a worker tells about a run: a record of {@code lumen.training.progress}, keyed by run.
 * Everything may come twice; effects are keyed by run, step and epoch.
 *
 * @param runId the run
 * @param attempt the {@link TrainingRequest#attempt} that is carried out
 * @param worker which worker, for people
 * @param at when it happened
 * @param event what happened; each of them, whatever it is, renews the worker's lease
 */
public record TrainingProgress(String runId, int attempt, String worker, Instant at, Event event) {
    public TrainingProgress {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(event, "event");
    }

    /** What happened. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Claimed.class, name = "claimed"),
        @JsonSubTypes.Type(value = Began.class, name = "began"),
        @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat"),
        @JsonSubTypes.Type(value = Metrics.class, name = "metrics"),
        @JsonSubTypes.Type(value = Lines.class, name = "lines"),
        @JsonSubTypes.Type(value = Succeeded.class, name = "succeeded"),
        @JsonSubTypes.Type(value = Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Cancelled.class, name = "cancelled"),
        @JsonSubTypes.Type(value = Released.class, name = "released")
    })
    public sealed interface Event {}

    /** A worker has taken the run. */
    public record Claimed() implements Event {}

    /**
     * Data and model are loaded, training begins. In an attempt after the first, the worker tells
     * every row of the run's {@code metrics.csv} again after this: what was told of steps that the
     * run goes back behind is void.
     *
     * @param trainFiles files that are learnt from
     * @param validationFiles files that choose
     * @param testFiles files of the test phase
     * @param parameters learnt numbers of the model
     * @param stepsPerEpoch steps of the optimizer in an epoch
     * @param epochs planned epochs
     * @param resumedFromEpoch finished epochs of the checkpoint that is gone on from; 0 for a fresh
     *     run
     * @param labels the labels in the order of the model's outputs
     */
    public record Began(
            int trainFiles,
            int validationFiles,
            int testFiles,
            long parameters,
            int stepsPerEpoch,
            int epochs,
            int resumedFromEpoch,
            List<String> labels)
            implements Event {
        public Began {
            labels = List.copyOf(labels);
        }
    }

    /** What a run does at the moment. */
    public enum Phase {
        /** Reads the datasets and builds the model. */
        PREPARING,
        /** Looks for a learning rate. */
        FINDING_RATE,
        TRAINING,
        VALIDATING,
        TESTING,
        /** Writes the model that is served. */
        FINISHING
    }

    /**
     * Where the run stands, every few seconds.
     *
     * @param epoch the present epoch, from 1; 0 before the first
     * @param step finished steps of the whole run
     * @param stepsInEpoch finished steps of this epoch
     * @param filesPerSecond throughput of the last while; null when unknown
     * @param secondsLeft estimate until the end; null when unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Heartbeat(
            Phase phase,
            int epoch,
            long step,
            int stepsInEpoch,
            Double filesPerSecond,
            Double secondsLeft)
            implements Event {}

    /**
     * Figures, exactly a row of the run's {@code metrics.csv}.
     *
     * @param scope what they are of
     * @param epoch counted from 0, as in {@code metrics.csv}
     * @param step finished steps of the whole run
     * @param values figures by the reference's names, such as {@code val/f1_epoch}
     */
    public record Metrics(Scope scope, int epoch, long step, Map<String, Double> values)
            implements Event {
        /** What figures are of; with the step that is the key of a row. */
        public enum Scope {
            STEP,
            TRAIN_EPOCH,
            VALIDATION_EPOCH,
            TEST
        }

        public Metrics {
            Objects.requireNonNull(scope, "scope");
            values = Map.copyOf(values);
        }
    }

    /**
     * Lines of the run's log, in order.
     *
     * @param first number of the first line, from 0
     * @param lines at most 200
     */
    public record Lines(long first, List<String> lines) implements Event {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The run has ended and its model can be served.
     *
     * @param model the model's id; null when the run gives none
     * @param modelBytes size of its file
     * @param bestEpoch the epoch whose model it is, from 1
     * @param stopped whether somebody ended the training early
     * @param figures the test phase's, and the best epoch's validation figures
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Succeeded(
            String model,
            Long modelBytes,
            int bestEpoch,
            boolean stopped,
            Map<String, Double> figures)
            implements Event {
        public Succeeded {
            figures = Map.copyOf(figures);
        }
    }

    /** The run cannot go on, and another attempt would not help. */
    public record Failed(Problem problem) implements Event {}

    /** The run ended at once, as it was told. */
    public record Cancelled() implements Event {}

    /** The worker stops and gives the run back, to be taken up from its checkpoint by another. */
    public record Released() implements Event {}
}

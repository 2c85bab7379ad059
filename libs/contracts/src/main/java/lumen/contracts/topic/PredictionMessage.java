package lumen.contracts.topic;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import lumen.contracts.error.ErrorCode;

/** What the workers tell the gateway about an item. Every message may arrive more than once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PredictionMessage.Part.class, name = "part"),
    @JsonSubTypes.Type(value = PredictionMessage.Failure.class, name = "failure")
})
public sealed interface PredictionMessage {
    /** The item, also the record's key. */
    String itemId();

    /** The item's job. */
    String jobId();

    /**
     * The scores of one {@link FeatureTensor}.
     *
     * @param modelVersion the version that computed the scores
     * @param part the tensor's number, from 0
     * @param last whether the item has {@code part + 1} parts
     * @param windows the scores of each window, in order of time
     * @param durationSeconds the whole item's duration; known in the last part, null before
     */
    record Part(
            String itemId,
            String jobId,
            String modelId,
            String modelVersion,
            int part,
            boolean last,
            List<WindowScores> windows,
            Double durationSeconds)
            implements PredictionMessage {
        public Part {
            Objects.requireNonNull(itemId, "itemId");
            Objects.requireNonNull(jobId, "jobId");
            Objects.requireNonNull(modelId, "modelId");
            Objects.requireNonNull(modelVersion, "modelVersion");
            windows = List.copyOf(windows);
        }
    }

    /**
     * The item cannot be processed, and trying again would not help.
     *
     * @param code why
     * @param detail what is special about this item
     */
    record Failure(String itemId, String jobId, ErrorCode code, String detail)
            implements PredictionMessage {
        public Failure {
            Objects.requireNonNull(itemId, "itemId");
            Objects.requireNonNull(jobId, "jobId");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * The scores of one window.
     *
     * @param start seconds from the beginning of the item
     * @param end seconds from the beginning, exclusive
     * @param scores a score from 0 to 1 for each of the model's labels, in the model's order
     */
    record WindowScores(double start, double end, float[] scores) {}
}

package lumen.contracts.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import lumen.contracts.topic.FeatureTensor.ElementType;

/**
 * Asks feature-service for the features of one item. On {@link Topics#AUDIO} that is a file that
 * somebody wants predictions for; on {@link Topics#AUDIO_TRAINING} a sample of a training run,
 * which may be made of several files and varied. Equal requests get equal features, bit by bit.
 *
 * @param itemId the item, also the record's key; in training the sample, on which its variation
 *     depends
 * @param jobId the item's job; in training the run
 * @param modelId the model that the features are for
 * @param audio where the audio lies; exactly one reference for predictions, in training the
 *     sample's own first
 * @param featureSpecification the model's feature specification, as it stands in the model file
 * @param replyTopic the topic that the tensors go to
 * @param elementType how the tensor's values are wanted; FLOAT32 if the JSON does not say
 * @param variation how a training sample is varied; null for none, as in every prediction
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FeatureRequest(
        String itemId,
        String jobId,
        String modelId,
        List<AudioReference> audio,
        JsonNode featureSpecification,
        String replyTopic,
        ElementType elementType,
        Variation variation) {
    public FeatureRequest {
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(featureSpecification, "featureSpecification");
        Objects.requireNonNull(replyTopic, "replyTopic");
        elementType = elementType == null ? ElementType.FLOAT32 : elementType;
        audio = List.copyOf(audio);
        if (audio.isEmpty()) {
            throw new IllegalArgumentException("audio is empty");
        }
    }

    /** Asks for the features of a file as it is, in single precision. */
    public FeatureRequest(
            String itemId,
            String jobId,
            String modelId,
            List<AudioReference> audio,
            JsonNode featureSpecification,
            String replyTopic) {
        this(
                itemId,
                jobId,
                modelId,
                audio,
                featureSpecification,
                replyTopic,
                ElementType.FLOAT32,
                null);
    }

    /**
     * How a sample is varied. All chance comes from seed, epoch and {@code itemId}.
     *
     * @param augmentations the run's augmentations as JSON, {@code {"augmentations": ["PITCH"],
     *     "aug_kwargs": {}}}; feature-service knows which there are
     * @param seed the run's
     * @param epoch counted from 0
     */
    public record Variation(JsonNode augmentations, long seed, int epoch) {
        public Variation {
            Objects.requireNonNull(augmentations, "augmentations");
            if (epoch < 0) {
                throw new IllegalArgumentException("epoch " + epoch + " is negative");
            }
        }
    }
}

package lumen.contracts.topic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * Asks feature-service for the spectrogram of one item.
 *
 * @param itemId the item, also the record's key
 * @param jobId the item's job
 * @param modelId the model that the features are for
 * @param audio where the audio lies; exactly one reference for predictions
 * @param featureSpecification the model's feature specification, as it stands in the model file
 * @param replyTopic the topic that the tensors go to
 */
public record FeatureRequest(
        String itemId,
        String jobId,
        String modelId,
        List<AudioReference> audio,
        JsonNode featureSpecification,
        String replyTopic) {
    public FeatureRequest {
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(featureSpecification, "featureSpecification");
        Objects.requireNonNull(replyTopic, "replyTopic");
        audio = List.copyOf(audio);
        if (audio.isEmpty()) {
            throw new IllegalArgumentException("audio is empty");
        }
    }
}

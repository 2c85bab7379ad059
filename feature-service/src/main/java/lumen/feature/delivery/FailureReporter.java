package lumen.feature.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells who asked for features that there are none. */
@ApplicationScoped
public class FailureReporter {
    private final RecordSender sender;
    private final ObjectMapper json;

    public FailureReporter(RecordSender sender, ObjectMapper json) {
        this.sender = sender;
        this.json = json;
    }

    /**
     * Tells it to who asked: of an item on the topic that the gateway reads, of a training sample
     * on its run's topic. Returns once the broker has the failure.
     *
     * @throws DeliveryException when it did not take it
     */
    public void report(FeatureRequest request, ErrorCode code, String detail) {
        byte[] failure =
                text(
                        new PredictionMessage.Failure(
                                request.itemId(), request.jobId(), code, detail));
        String itemId = request.itemId();
        if (!request.replyTopic().startsWith(Topics.FEATURES_OF_RUN)) {
            send(new ProducerRecord<>(Topics.PREDICTION_PARTS, itemId, failure));
        } else {
            ProducerRecord<String, byte[]> message =
                    new ProducerRecord<>(request.replyTopic(), itemId, null);
            message.headers().add(Topics.FAILURE_HEADER, failure);
            send(message);
        }
    }

    private void send(ProducerRecord<String, byte[]> message) {
        sender.await(message.topic(), sender.send(message));
    }

    private byte[] text(PredictionMessage.Failure failure) {
        try {
            return json.writerFor(PredictionMessage.class).writeValueAsBytes(failure);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failure cannot be written as JSON", e);
        }
    }
}

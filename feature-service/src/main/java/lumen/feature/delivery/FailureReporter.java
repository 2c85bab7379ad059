package lumen.feature.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells the gateway that an item cannot be processed. */
@ApplicationScoped
public class FailureReporter {
    private final RecordSender sender;
    private final ObjectMapper json;

    public FailureReporter(RecordSender sender, ObjectMapper json) {
        this.sender = sender;
        this.json = json;
    }

    /**
     * Returns once the broker has the failure.
     *
     * @throws DeliveryException when it did not take it
     */
    public void report(PredictionMessage.Failure failure) {
        byte[] value;
        try {
            value = json.writerFor(PredictionMessage.class).writeValueAsBytes(failure);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a failure cannot be written as JSON", e);
        }
        sender.await(
                Topics.PREDICTION_PARTS,
                sender.send(
                        new ProducerRecord<>(Topics.PREDICTION_PARTS, failure.itemId(), value)));
    }
}

package lumen.training.data.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.Topics;
import lumen.training.data.Sample;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a run's requests, keyed by sample, and the signs that it lives. */
final class RequestSender implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run;
    private final String replyTopic;
    private final KafkaProducer<String, byte[]> producer;

    RequestSender(KafkaSettings settings, String replyTopic) {
        this.run = settings.run();
        this.replyTopic = replyTopic;
        Map<String, Object> client = new HashMap<>(settings.broker());
        client.keySet().retainAll(ProducerConfig.configNames());
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "training-" + run);
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Sends a request; may wait for the broker.
     *
     * @param refused takes the reason when the broker will never take the request; one that is lost
     *     because the broker is away is asked for again anyway
     */
    void ask(Sample sample, Consumer<Exception> refused) {
        send(new ProducerRecord<>(Topics.AUDIO_TRAINING, sample.id(), json(sample)), refused);
    }

    /** Writes to the run's topic, so that nobody takes it for abandoned. */
    void giveSignOfLife() {
        send(new ProducerRecord<>(replyTopic, new byte[0]), refusal -> {});
    }

    private void send(ProducerRecord<String, byte[]> message, Consumer<Exception> refused) {
        var _ =
                producer.send(
                        message,
                        (metadata, failure) -> {
                            if (failure != null && !(failure instanceof RetriableException)) {
                                refused.accept(failure);
                            }
                        });
    }

    private byte[] json(Sample sample) {
        try {
            return JSON.writeValueAsBytes(
                    new FeatureRequest(
                            sample.id(),
                            run,
                            run,
                            sample.recordings().stream()
                                    .map(path -> new AudioReference(path.toUri()))
                                    .toList(),
                            sample.features().toJson(),
                            replyTopic,
                            ElementType.FLOAT32,
                            sample.variation().orElse(null)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

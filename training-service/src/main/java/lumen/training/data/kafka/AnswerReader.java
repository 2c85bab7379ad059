package lumen.training.data.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what arrives on a run's topic from the moment it is opened. For one thread. */
final class AnswerReader implements AutoCloseable {
    /** What arrived. */
    sealed interface Answer {
        /** The sample's name. */
        String sampleId();

        /** Some of a sample's windows. */
        record Part(FeatureTensor tensor) implements Answer {
            @Override
            public String sampleId() {
                return tensor.header().itemId();
            }
        }

        /** Why a sample has no features. */
        record Failure(PredictionMessage.Failure failure) implements Answer {
            @Override
            public String sampleId() {
                return failure.itemId();
            }
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Answers are gathered for so long, or until there are so many bytes, whichever is sooner. */
    private static final int GATHERING_MILLISECONDS = 20;

    private static final int GATHERED_BYTES = 256 << 10;

    private final KafkaConsumer<String, byte[]> consumer;
    private final FeatureTensorSerializer.Reader tensors = new FeatureTensorSerializer.Reader();
    private final Consumer<String> log;

    AnswerReader(KafkaSettings settings, Consumer<String> log) {
        this.log = log;
        Map<String, Object> client = new HashMap<>(settings.broker());
        client.keySet().retainAll(ConsumerConfig.configNames());
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "training-" + settings.run());
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic that was deleted and made again is read from its beginning.
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHERING_MILLISECONDS);
        client.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads these partitions from their present ends; waits for the broker. */
    void open(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads these partitions; of new ones everything. */
    void follow(List<TopicPartition> partitions) {
        consumer.assign(partitions);
    }

    /** What has arrived, waiting a while for something. */
    List<Answer> poll(Duration wait) {
        List<Answer> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : consumer.poll(wait)) {
            read(message).ifPresent(answers::add);
        }
        return answers;
    }

    /** Empty for what is no answer, such as a sign of life. */
    private Optional<Answer> read(ConsumerRecord<String, byte[]> message) {
        try {
            Header failure = message.headers().lastHeader(Topics.FAILURE_HEADER);
            if (failure != null) {
                return JSON.readValue(failure.value(), PredictionMessage.class)
                                instanceof PredictionMessage.Failure why
                        ? Optional.of(new Answer.Failure(why))
                        : Optional.empty();
            }
            if (message.headers().lastHeader(FeatureTensor.HEADER) == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new Answer.Part(
                            tensors.deserialize(
                                    message.topic(), message.headers(), message.value())));
        } catch (IOException | SerializationException e) {
            log.accept("what is no answer is passed over: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Lets a waiting poll end; from any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}

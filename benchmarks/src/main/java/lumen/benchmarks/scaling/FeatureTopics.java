package lumen.benchmarks.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends requests and counts the records that answer them, without reading them: who reads tensors
 * would take processor time from who makes them.
 */
final class FeatureTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String SPECIFICATION =
            """
            {"transform": "LOG_MEL_SPECTROGRAM", "sampling_rate": 16000, "n_fft": 400,
             "hop_length": 160, "n_mels": 128, "f_min": 0.0, "f_max": 8000.0,
             "normalize_audio": true, "window_frames": 224, "window_hop_frames": 224,
             "padding": "repeat"}
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode specification;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final int partitions;

    FeatureTopics(String broker) throws IOException, InterruptedException {
        specification = json.readTree(SPECIFICATION);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker);
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        partitions = producer.partitionsFor(Topics.FEATURES).size();
    }

    /** Asks for the features of each file. */
    void request(List<Path> files) throws IOException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Path file : files) {
            String item = UUID.randomUUID().toString();
            byte[] request =
                    json.writeValueAsBytes(
                            new FeatureRequest(
                                    item,
                                    "benchmark",
                                    "model",
                                    List.of(new AudioReference(file.toUri())),
                                    specification,
                                    Topics.FEATURES));
            sent.add(producer.send(new ProducerRecord<>(Topics.AUDIO, item, request)));
        }
        try {
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the broker does not take a request", e);
        }
    }

    /** How many records of features there have been. */
    long parts() throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                IntStream.range(0, partitions)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        partition -> new TopicPartition(Topics.FEATURES, partition),
                                        partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("the broker does not tell its offsets", e);
        }
    }

    /** Waits until there have been so many records. */
    void awaitParts(long wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (parts() < wanted) {
            if (System.nanoTime() > end) {
                throw new IOException(parts() + " of " + wanted + " parts have come");
            }
            Thread.sleep(POLL);
        }
    }

    /** Waits until more than so many and then no more have come, and tells how many. */
    long awaitQuiet(long more) throws IOException, InterruptedException {
        awaitParts(more + 1);
        long before = -1;
        long now = parts();
        while (now != before) {
            Thread.sleep(Duration.ofSeconds(2));
            before = now;
            now = parts();
        }
        return now;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}

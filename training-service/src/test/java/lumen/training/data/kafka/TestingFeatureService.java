package lumen.training.data.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import lumen.audio.FeatureSpecification;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.TimeRange;
import lumen.contracts.topic.Topics;
import lumen.training.data.LocalFeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleException;
import lumen.training.data.SampleFeatures;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Answers the requests of one run as feature-service does, each window in a part of its own, and
 * can be told to lose requests and to answer twice.
 */
final class TestingFeatureService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final LocalFeatureSource features = new LocalFeatureSource(1);
    private final Thread thread = new Thread(this::serve, "testing-feature-service");
    private final AtomicInteger toLose = new AtomicInteger();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean answersTwice;
    private volatile boolean closed;

    TestingFeatureService(String broker, String run) {
        this.run = run;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker,
                                "group.id",
                                "testing-" + run,
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** The next requests are not answered. */
    TestingFeatureService losing(int count) {
        toLose.set(count);
        return this;
    }

    /** Every part is sent twice, and unreadable records between them. */
    TestingFeatureService answeringTwice() {
        answersTwice = true;
        return this;
    }

    TestingFeatureService start() {
        thread.start();
        return this;
    }

    /** The samples that were asked for, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        consumer.subscribe(List.of(Topics.AUDIO_TRAINING));
        try {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> message :
                        consumer.poll(Duration.ofMillis(50))) {
                    FeatureRequest request = JSON.readValue(message.value(), FeatureRequest.class);
                    if (request.jobId().equals(run)) {
                        requests.add(request.itemId());
                        if (toLose.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
                            answer(request);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | InterruptException e) {
            // It is being closed.
        } finally {
            Thread.interrupted();
            consumer.close();
        }
    }

    private void answer(FeatureRequest request) throws IOException, InterruptedException {
        try {
            SampleFeatures computed = features.request(sample(request)).get();
            for (int time = 0; time < (answersTwice ? 2 : 1); time++) {
                for (int window = 0; window < computed.windows(); window++) {
                    send(request, computed, window);
                }
                if (answersTwice) {
                    producer.send(new ProducerRecord<>(request.replyTopic(), "?", new byte[] {1}))
                            .get();
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SampleException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            ProducerRecord<String, byte[]> message =
                    new ProducerRecord<>(request.replyTopic(), request.itemId(), null);
            message.headers()
                    .add(
                            Topics.FAILURE_HEADER,
                            JSON.writerFor(PredictionMessage.class)
                                    .writeValueAsBytes(
                                            new PredictionMessage.Failure(
                                                    request.itemId(),
                                                    request.jobId(),
                                                    failure.code(),
                                                    failure.getMessage())));
            var _ = producer.send(message);
        }
    }

    private static Sample sample(FeatureRequest request) {
        return new Sample(
                request.itemId(),
                request.audio().stream().map(audio -> Path.of(audio.uri())).toList(),
                new float[0],
                FeatureSpecification.fromJson(request.featureSpecification()),
                Optional.ofNullable(request.variation()));
    }

    private void send(FeatureRequest request, SampleFeatures computed, int window) {
        int size = computed.windowSize();
        FeatureSpecification specification =
                FeatureSpecification.fromJson(request.featureSpecification());
        boolean last = window == computed.windows() - 1;
        ByteBuffer values = ByteBuffer.allocate(size * 4).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(computed.values(), window * size, size);
        FeatureTensor tensor =
                new FeatureTensor(
                        new FeatureTensor.Header(
                                request.itemId(),
                                request.jobId(),
                                request.modelId(),
                                window,
                                last,
                                ElementType.FLOAT32,
                                List.of(1, specification.rows(), specification.windowFrames()),
                                List.of(new TimeRange(window, window + 1)),
                                last ? (double) computed.windows() : null),
                        values);
        RecordHeaders headers = new RecordHeaders();
        byte[] value =
                new FeatureTensorSerializer().serialize(request.replyTopic(), headers, tensor);
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                request.replyTopic(), null, request.itemId(), value, headers));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
        features.close();
    }
}

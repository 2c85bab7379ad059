package lumen.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.PredictionMessage.Failure;
import lumen.contracts.topic.PredictionMessage.Part;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.contracts.topic.Topics;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Stands for feature-service and inference-service: answers every request on {@code lumen.audio} as
 * the "audio" file says. The file is text, a line for each part; in a line, windows of one second
 * are separated by {@code |} and hold a score for each label. Instead of parts a file may say
 * {@code unreadable}, {@code never}, or begin with {@code twice} to have every part sent twice.
 */
final class FakeWorkers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestTopics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;

    FakeWorkers(String bootstrapServers) {
        topics = new TestTopics(bootstrapServers);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG, "fake-workers",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        thread = Thread.ofPlatform().daemon().name("fake-workers").start(this::work);
    }

    private void work() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.AUDIO));
            while (true) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofHours(1))) {
                    answers(JSON.readTree(message.value())).forEach(this::send);
                }
            }
        } catch (WakeupException e) {
            topics.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(PredictionMessage answer) {
        try {
            topics.send(
                    Topics.PREDICTION_PARTS,
                    answer.itemId(),
                    JSON.writerFor(PredictionMessage.class).writeValueAsString(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PredictionMessage> answers(JsonNode request) throws IOException {
        String item = request.get("itemId").asText();
        String job = request.get("jobId").asText();
        Path audio = Path.of(URI.create(request.get("audio").get(0).get("uri").asText()));
        if (!Files.exists(audio)) {
            return List.of(new Failure(item, job, ErrorCode.AUDIO_NOT_FOUND, "It is gone."));
        }
        List<String> lines =
                new ArrayList<>(
                        Files.readString(audio, StandardCharsets.ISO_8859_1).lines().toList());
        if (lines.getFirst().equals("never")) {
            return List.of();
        }
        if (lines.getFirst().equals("unreadable")) {
            return List.of(new Failure(item, job, ErrorCode.AUDIO_UNREADABLE, "It is not audio."));
        }
        boolean twice = lines.removeIf("twice"::equals);
        List<PredictionMessage> answers = new ArrayList<>();
        int second = 0;
        for (int part = 0; part < lines.size(); part++) {
            List<WindowScores> windows = new ArrayList<>();
            for (String window : lines.get(part).split("\\|", -1)) {
                windows.add(new WindowScores(second, second + 1, scores(window)));
                second++;
            }
            boolean last = part == lines.size() - 1;
            Part answer =
                    new Part(
                            item,
                            job,
                            request.get("modelId").asText(),
                            "v1",
                            part,
                            last,
                            windows,
                            last ? second - 0.5 : null);
            answers.add(answer);
            if (twice) {
                answers.add(answer);
            }
        }
        return answers;
    }

    private static float[] scores(String window) {
        String[] texts = window.strip().split("\\s+", -1);
        float[] scores = new float[texts.length];
        for (int i = 0; i < texts.length; i++) {
            scores[i] = Float.parseFloat(texts[i]);
        }
        return scores;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

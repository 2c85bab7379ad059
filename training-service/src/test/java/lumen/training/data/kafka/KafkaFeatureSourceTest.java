package lumen.training.data.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.mel.MelParameters;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.Topics;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.LabelSet;
import lumen.testing.TestPlatform;
import lumen.training.data.Batch;
import lumen.training.data.BatchFeed;
import lumen.training.data.FeatureSource;
import lumen.training.data.LocalFeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleException;
import lumen.training.data.SampleFeatures;
import lumen.training.data.SamplePlan;
import lumen.training.data.TestingAudio;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaFeatureSourceTest {
    private static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(
                    new MelParameters(8000, 256, 200, 16, 0, 4000),
                    true,
                    new Windowing(20, 20, Padding.REPEAT));

    @TempDir Path folder;
    private final String run = "test-" + UUID.randomUUID();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private String broker;
    private TestingFeatureService service;
    private SamplePlan plan;

    @BeforeEach
    void prepare() throws Exception {
        broker = TestPlatform.get().bootstrapServers();
        service = new TestingFeatureService(broker, run);
        List<AudioFile> files = new ArrayList<>();
        for (int index = 0; index < 12; index++) {
            files.add(
                    new AudioFile(
                            TestingAudio.noise(folder, index),
                            List.of(index % 2 == 0 ? "flu" : "pia")));
        }
        plan =
                new SamplePlan(
                        new Dataset(LabelSet.ofCodes(List.of("flu", "pia")), files),
                        FEATURES,
                        Augmentations.parse(
                                List.of("MIXING", "TIME_SHIFT", "FREQ_MASK"), List.of()),
                        0,
                        false,
                        5);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private KafkaFeatureSource source(int inFlight, Duration patience) {
        return new KafkaFeatureSource(
                new KafkaSettings(Map.of("bootstrap.servers", broker), run, inFlight, patience),
                lines::add);
    }

    private List<Batch> epoch(FeatureSource source) throws Exception {
        List<Batch> batches = new ArrayList<>();
        try (BatchFeed feed = new BatchFeed(plan, source, 3, false, 9, lines::add)) {
            feed.begin(1);
            while (feed.hasNext()) {
                batches.add(feed.next());
            }
        }
        return batches;
    }

    private List<Batch> localEpoch() throws Exception {
        try (LocalFeatureSource local = new LocalFeatureSource(1)) {
            return epoch(local);
        }
    }

    @Test
    void featuresAreThoseOfLocalExtractionBitByBit() throws Exception {
        // Given
        List<Batch> expected = localEpoch();
        service.start();

        // When
        List<Batch> batches;
        try (KafkaFeatureSource source = source(4, Duration.ofMinutes(1))) {
            batches = epoch(source);
        }

        // Then
        assertThat(batches).usingRecursiveComparison().isEqualTo(expected);
        assertThat(batches).anyMatch(batch -> batch.windows() > batch.sampleIds().size());
        assertThat(service.requests()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotAnsweredIsAskedForAgain() throws Exception {
        // Given
        List<Batch> expected = localEpoch();
        service.losing(5).start();

        // When
        List<Batch> batches;
        try (KafkaFeatureSource source = source(16, Duration.ofSeconds(2))) {
            batches = epoch(source);
        }

        // Then
        assertThat(batches).usingRecursiveComparison().isEqualTo(expected);
        assertThat(service.requests()).hasSizeGreaterThanOrEqualTo(17);
        assertThat(lines).anyMatch(line -> line.contains("asking again"));
    }

    @Test
    void answersThatComeTwiceCountOnce() throws Exception {
        // Given
        List<Batch> expected = localEpoch();
        service.answeringTwice().start();

        // When
        List<Batch> batches;
        try (KafkaFeatureSource source = source(2, Duration.ofMinutes(1))) {
            batches = epoch(source);
        }

        // Then
        assertThat(batches).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void aSampleThatCannotBeUsedSaysWhy() throws Exception {
        // Given
        Path text = Files.writeString(folder.resolve("text.wav"), "no audio");
        service.start();

        // When
        try (KafkaFeatureSource source = source(4, Duration.ofMinutes(1))) {
            CompletableFuture<SampleFeatures> answer = source.request(asItIs("a", text));

            // Then
            assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SampleException.class,
                            failure ->
                                    assertThat(failure.code())
                                            .isEqualTo(ErrorCode.AUDIO_UNREADABLE));
        }
    }

    @Test
    void noMoreIsInFlightThanAllowed() throws Exception {
        // Given a service that answers nothing
        service.losing(Integer.MAX_VALUE).start();

        // When
        try (KafkaFeatureSource source = source(3, Duration.ofMinutes(1))) {
            List<CompletableFuture<SampleFeatures>> answers = new ArrayList<>();
            for (int index = 0; index < 10; index++) {
                answers.add(source.request(asItIs("sample-" + index, folder.resolve("0.wav"))));
            }
            awaitRequests(3);
            answers.get(1).cancel(true);
            awaitRequests(4);
        }

        // Then
        assertThat(service.requests())
                .containsExactlyInAnyOrder("sample-0", "sample-1", "sample-2", "sample-3");
    }

    @Test
    void aSampleThatIsAskedForAgainIsInFlightOnce() throws Exception {
        // Given
        try (KafkaFeatureSource source = source(3, Duration.ofMinutes(1))) {
            Sample sample = asItIs("a", folder.resolve("0.wav"));
            CompletableFuture<SampleFeatures> first = source.request(sample);
            CompletableFuture<SampleFeatures> second = source.request(sample);

            // When the first is not wanted any more
            first.cancel(true);
            service.start();

            // Then
            assertThat(second.get(60, TimeUnit.SECONDS).windows()).isPositive();
            assertThat(service.requests()).containsExactly("a");
        }
    }

    private void awaitRequests(int count) throws InterruptedException {
        while (service.requests().size() < count) {
            Thread.sleep(20);
        }
        Thread.sleep(300);
    }

    @Test
    void aRunGoesOnWhenItsTopicIsDeleted() throws Exception {
        // Given
        List<Batch> expected = localEpoch();
        service.losing(4).start();

        // When
        List<Batch> batches;
        try (KafkaFeatureSource source = source(4, Duration.ofSeconds(2));
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
            Thread deletion =
                    Thread.startVirtualThread(
                            () -> {
                                while (service.requests().size() < 4) {
                                    LockSupport.parkNanos(1_000_000);
                                }
                                var _ = admin.deleteTopics(List.of(Topics.FEATURES_OF_RUN + run));
                            });
            batches = epoch(source);
            deletion.join();
        }

        // Then
        assertThat(batches).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void theTopicIsDeletedInTheEnd() throws Exception {
        // Given
        service.start();

        // When
        try (KafkaFeatureSource source = source(4, Duration.ofMinutes(1))) {
            source.request(asItIs("a", folder.resolve("3.wav"))).get();
        }

        // Then
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
            assertThat(admin.listTopics().names().get())
                    .doesNotContain(Topics.FEATURES_OF_RUN + run);
        }
    }

    private static Sample asItIs(String id, Path file) {
        return new Sample(id, List.of(file), new float[2], FEATURES, Optional.empty());
    }
}

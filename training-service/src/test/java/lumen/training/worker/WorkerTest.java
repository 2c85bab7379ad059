package lumen.training.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Cancelled;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Failed;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingProgress.Released;
import lumen.contracts.training.TrainingProgress.Succeeded;
import lumen.contracts.training.TrainingRequest;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on a real broker, with runs that the test steers. */
class WorkerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final String runId = UUID.randomUUID().toString();
    private final TestingRun run = new TestingRun();
    private TestTopics topics;

    @BeforeEach
    void connect() {
        topics = TestPlatform.get().topics();
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void aRunIsClaimedToldInOrderAndItsModelPublished() throws Exception {
        try (TestingWorker _ = new TestingWorker("worker", folder, run.allow(TestingRun.STEPS))) {
            // When
            request(runId, 1);

            // Then
            List<TrainingProgress> told = toldUntil(Succeeded.class);
            assertThat(told.getFirst().event()).isEqualTo(new Claimed());
            assertThat(told.getFirst().worker()).isEqualTo("worker");
            assertThat(events(told, Began.class)).hasSize(1);
            assertThat(events(told, Lines.class)).contains(new Lines(0, List.of("begin")));
            assertThat(events(told, Metrics.class))
                    .extracting(Metrics::step)
                    .containsExactly(1L, 2L, 3L, 4L);
            Succeeded end = events(told, Succeeded.class).getFirst();
            assertThat(end.model()).isEqualTo(name(runId));
            assertThat(end.modelBytes()).isEqualTo(TestingRun.MODEL.length());
            assertThat(end.figures()).containsEntry("test/f1_epoch", 0.75);
            assertThat(folder.resolve("models").resolve(name(runId) + ".onnx"))
                    .hasContent(TestingRun.MODEL);
            assertThat(folder.resolve("models")).isDirectoryNotContaining("glob:**.next");
        }
    }

    @Test
    void aBusyWorkerLeavesTheRequestsBehindItsOwnToOthers() throws Exception {
        // Given two requests of one partition
        String other = UUID.randomUUID().toString();
        TestingRun second = new TestingRun().allow(TestingRun.STEPS);
        try (TestingWorker _ = new TestingWorker("first", folder, run)) {
            request(runId, runId, 1);
            run.awaitBegin();
            try (TestingWorker _ = new TestingWorker("second", folder, second)) {
                // When
                request(runId, other, 1);

                // Then
                List<TrainingProgress> told = toldUntil(other, Succeeded.class);
                assertThat(told).extracting(TrainingProgress::worker).containsOnly("second");
                assertThat(events(toldUntil(Claimed.class), Succeeded.class)).isEmpty();
                run.allow(TestingRun.STEPS);
                toldUntil(Succeeded.class);
            }
        }
    }

    @Test
    void theLeaseIsRenewedDuringALongStep() throws Exception {
        try (TestingWorker _ = new TestingWorker("worker", folder, run)) {
            // Given
            request(runId, 1);
            run.awaitBegin();

            // When
            Thread.sleep(TestingWorker.HEARTBEAT.multipliedBy(6));

            // Then
            run.allow(TestingRun.STEPS);
            List<Heartbeat> beats = events(toldUntil(Succeeded.class), Heartbeat.class);
            assertThat(beats)
                    .filteredOn(beat -> beat.step() == 0 && beat.phase() == Phase.TRAINING)
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aStoppedRunEndsWithAModel() throws Exception {
        try (TestingWorker _ = new TestingWorker("worker", folder, run)) {
            // Given
            request(runId, 1);
            run.awaitBegin();

            // When
            command(1, TrainingCommand.Kind.STOP);

            // Then
            Thread.sleep(500);
            run.allow(1);
            Succeeded end = events(toldUntil(Succeeded.class), Succeeded.class).getFirst();
            assertThat(end.stopped()).isTrue();
        }
    }

    @Test
    void aCancelledRunEndsWithoutAModel() throws Exception {
        try (TestingWorker _ = new TestingWorker("worker", folder, run)) {
            // Given
            request(runId, 1);
            run.awaitBegin();

            // When
            command(1, TrainingCommand.Kind.CANCEL);

            // Then
            Thread.sleep(500);
            run.allow(1);
            toldUntil(Cancelled.class);
            assertThat(folder.resolve("models")).doesNotExist();
        }
    }

    @Test
    void aRunThatWasCancelledWhileItWaitedIsNotBegun() throws Exception {
        // Given
        command(1, TrainingCommand.Kind.CANCEL);
        request(runId, 1);

        // When
        try (TestingWorker _ = new TestingWorker("worker", folder, run.allow(TestingRun.STEPS))) {

            // Then
            assertThat(toldUntil(Cancelled.class)).hasSize(1);
        }
    }

    @Test
    void aCommandOfAnEarlierAttemptDoesNotConcernAResumedRun() throws Exception {
        // Given
        command(1, TrainingCommand.Kind.CANCEL);
        request(runId, 2);

        // When
        try (TestingWorker _ = new TestingWorker("worker", folder, run.allow(TestingRun.STEPS))) {

            // Then
            toldUntil(Succeeded.class);
        }
    }

    @Test
    void aWorkerThatStopsGivesItsRunBackAndAnotherGoesOnFromThere() throws Exception {
        // Given
        TestingWorker first = new TestingWorker("first", folder, run);
        request(runId, 1);
        run.awaitBegin();
        Thread closing = Thread.ofPlatform().start(first::close);
        Thread.sleep(500);
        run.allow(1);
        closing.join();
        assertThat(toldUntil(Released.class).getLast().event()).isEqualTo(new Released());

        // When
        try (TestingWorker _ =
                new TestingWorker("second", folder, run.allow(TestingRun.STEPS - 1))) {
            request(runId, 2);

            // Then
            List<TrainingProgress> told = toldUntil(Succeeded.class);
            assertThat(events(told, Metrics.class))
                    .extracting(Metrics::step)
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void aRunThatWaitsForSomethingIsGivenBackWithinTheGrace() throws Exception {
        // Given a step that never ends
        TestingWorker worker = new TestingWorker("worker", folder, run);
        request(runId, 1);
        run.awaitBegin();

        // When
        worker.close();

        // Then
        assertThat(toldUntil(Released.class).getLast().event()).isEqualTo(new Released());
    }

    @Test
    void anOlderAttemptStopsByItselfAndSaysNothingMore() throws Exception {
        // Given
        TestingRun second = new TestingRun();
        try (TestingWorker _ = new TestingWorker("first", folder, run)) {
            request(runId, 1);
            run.awaitBegin();
            try (TestingWorker _ = new TestingWorker("second", folder, second)) {
                // When
                request(runId, 2);

                // Then
                second.awaitBegin();
                run.allow(1);
                Thread.sleep(500);
                second.allow(TestingRun.STEPS);
                List<TrainingProgress> told = toldUntil(Succeeded.class);
                assertThat(told)
                        .filteredOn(progress -> progress.attempt() == 1)
                        .noneMatch(progress -> progress.event() instanceof Released);
                assertThat(told.getLast().attempt()).isEqualTo(2);
            }
        }
    }

    @Test
    void aFolderThatALaterAttemptHasIsLeftAlone() throws Exception {
        // Given
        AttemptFile later = AttemptFile.take(runFolder(), 3);
        try (TestingWorker _ =
                new TestingWorker("worker", folder, run.allow(TestingRun.STEPS), 1)) {

            // When
            request(runId, 2);

            // Then
            toldUntil(Claimed.class);
            Thread.sleep(500);
            assertThat(events(toldUntil(Claimed.class), Began.class)).isEmpty();
            assertThat(later.isOwn()).isTrue();
        }
    }

    @Test
    void whatIsNoRequestBecomesADeadLetterAndTheNextOneIsServed() throws Exception {
        try (TestingWorker _ = new TestingWorker("worker", folder, run.allow(TestingRun.STEPS))) {
            // When
            topics.send(Topics.TRAINING_REQUESTS, runId, "poison");
            request(runId, 1);

            // Then
            toldUntil(Succeeded.class);
            ConsumerRecord<String, String> letter =
                    topics.read(
                                    Topics.TRAINING_REQUESTS + Topics.DEAD_LETTER_SUFFIX,
                                    record -> runId.equals(record.key()),
                                    1,
                                    LIMIT)
                            .getFirst();
            assertThat(letter.value()).isEqualTo("poison");
            assertThat(
                            new String(
                                    letter.headers().lastHeader("dead-letter-reason").value(),
                                    StandardCharsets.UTF_8))
                    .contains("not a TrainingRequest");
        }
    }

    @Test
    void aFailureIsToldInWords() throws Exception {
        RunExecution full =
                (_, _, _, _) -> {
                    throw new IOException("No space left on device");
                };
        try (TestingWorker _ = new TestingWorker("worker", folder, full)) {
            // When
            request(runId, 1);

            // Then
            Failed end = events(toldUntil(Failed.class), Failed.class).getFirst();
            assertThat(end.problem().code()).isEqualTo(ErrorCode.STORAGE_FULL);
        }
    }

    @Test
    void aWorkerEndsAfterAsManyRunsAsItWasTo() throws Exception {
        try (TestingWorker worker =
                new TestingWorker("worker", folder, run.allow(TestingRun.STEPS), 1)) {
            // When
            request(runId, 1);

            // Then
            assertThat(worker.awaitEnd(LIMIT)).isTrue();
            toldUntil(Succeeded.class);
        }
    }

    private Path runFolder() {
        return folder.resolve("runs").resolve(name(runId));
    }

    private static String name(String id) {
        return "run-" + id;
    }

    private void request(String id, int attempt) throws JsonProcessingException {
        request(id, id, attempt);
    }

    private void request(String key, String id, int attempt) throws JsonProcessingException {
        topics.send(
                Topics.TRAINING_REQUESTS,
                key,
                TestingWorker.JSON.writeValueAsString(
                        new TrainingRequest(
                                id,
                                attempt,
                                name(id),
                                TestingWorker.JSON.createObjectNode(),
                                false)));
    }

    private void command(int attempt, TrainingCommand.Kind kind) throws JsonProcessingException {
        topics.send(
                Topics.TRAINING_COMMANDS,
                runId,
                TestingWorker.JSON.writeValueAsString(new TrainingCommand(runId, attempt, kind)));
    }

    private List<TrainingProgress> toldUntil(Class<? extends TrainingProgress.Event> last) {
        return toldUntil(runId, last);
    }

    /** What was told of a run when there is an event of a kind. */
    private List<TrainingProgress> toldUntil(
            String id, Class<? extends TrainingProgress.Event> last) {
        List<TrainingProgress> told = new ArrayList<>();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> {
                            told.clear();
                            told.addAll(told(id));
                            assertThat(told).anyMatch(one -> last.isInstance(one.event()));
                        });
        return told;
    }

    private List<TrainingProgress> told(String id) throws IOException {
        List<TrainingProgress> told = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : topics.snapshot(Topics.TRAINING_PROGRESS)) {
            if (id.equals(record.key())) {
                told.add(TestingWorker.JSON.readValue(record.value(), TrainingProgress.class));
            }
        }
        return told;
    }

    private static <T> List<T> events(List<TrainingProgress> told, Class<T> kind) {
        return told.stream()
                .map(TrainingProgress::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

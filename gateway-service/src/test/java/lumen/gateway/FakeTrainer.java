package lumen.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Event;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingProgress.Succeeded;
import lumen.contracts.training.TrainingRequest;
import lumen.testing.TestTopics;

/** Stands for a training-service: tells what a test has it tell of a run. */
final class FakeTrainer implements AutoCloseable {
    private final TestTopics topics;
    private final ObjectMapper json;
    private final String run;
    private final String worker;

    FakeTrainer(TestTopics topics, ObjectMapper json, String run, String worker) {
        this.topics = topics;
        this.json = json;
        this.run = run;
        this.worker = worker;
    }

    void tell(int attempt, Event... events) {
        for (Event event : events) {
            tell(attempt, Instant.now(), event);
        }
    }

    void tell(int attempt, Instant at, Event event) {
        try {
            topics.send(
                    Topics.TRAINING_PROGRESS,
                    run,
                    json.writeValueAsString(new TrainingProgress(run, attempt, worker, at, event)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the run and loads everything. */
    void begin(int attempt) {
        tell(attempt, new Claimed(), began());
    }

    static Began began() {
        return new Began(80, 20, 10, 1234, 4, 3, 0, List.of("sax", "cel"));
    }

    static Heartbeat at(int epoch, long step) {
        return new Heartbeat(Phase.TRAINING, epoch, step, (int) (step % 4), 12.5, 30.0);
    }

    static Metrics validation(int epoch, double f1) {
        return new Metrics(
                Scope.VALIDATION_EPOCH,
                epoch,
                4L * (epoch + 1),
                Map.of("val/file_f1", f1, "val/loss_epoch", 1 - f1));
    }

    static Metrics step(long step, double loss) {
        return new Metrics(Scope.STEP, (int) (step / 4), step, Map.of("train/loss_step", loss));
    }

    static Succeeded done(String model, boolean stopped) {
        return new Succeeded(model, 1000L, 2, stopped, Map.of("test/f1_epoch", 0.75));
    }

    /** The requests for the run, at least so many. */
    List<TrainingRequest> requests(int count) {
        return topics
                .read(
                        Topics.TRAINING_REQUESTS,
                        found -> run.equals(found.key()),
                        count,
                        GatewayTest.LIMIT)
                .stream()
                .map(found -> read(found.value(), TrainingRequest.class))
                .toList();
    }

    /** The commands for the run's workers, at least so many. */
    List<TrainingCommand> commands(int count) {
        return topics
                .read(
                        Topics.TRAINING_COMMANDS,
                        found -> run.equals(found.key()),
                        count,
                        GatewayTest.LIMIT)
                .stream()
                .map(found -> read(found.value(), TrainingCommand.class))
                .toList();
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}

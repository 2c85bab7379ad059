package lumen.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.run.RunSignals.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end before their time, and what becomes of them. */
class InterruptedRunTest {
    /** Four steps an epoch; averages, a phase of the head, halved rates and accumulated batches. */
    private static final String OPTIONS =
            """
            'epochs': 4, 'scheduler': 'PLATEAU', 'lr_onecycle_max': null, 'head_after': 'head',
            'backbone_after': 'backbone', 'finetune_head_epochs': 1, 'weight_average_decay': 0.9,
            'early_stopping_metric_patience': 2
            """;

    @TempDir Path directory;
    private TinyRun tiny;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void prepare() throws Exception {
        tiny = new TinyRun(directory);
    }

    /** Gives an order once so many steps are done. */
    private static final class AfterSteps implements RunListener, RunSignals {
        private final int steps;
        private final Order then;
        private final AtomicInteger done = new AtomicInteger();

        AfterSteps(int steps, Order then) {
            this.steps = steps;
            this.then = then;
        }

        @Override
        public void step(StepReport report) {
            done.incrementAndGet();
        }

        @Override
        public Order order() {
            return done.get() >= steps ? then : Order.GO_ON;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 11})
    void aRunThatWasReleasedGoesOnAsIfItHadNotBeen(int steps) throws Exception {
        // Given a run in one go, and one that is given back after some steps
        tiny.run("whole", listener, OPTIONS);
        AfterSteps release = new AfterSteps(steps, Order.RELEASE);
        RunResult first = tiny.run("parts", release, release, OPTIONS);

        // When
        RecordingListener again = new RecordingListener();
        RunResult second = tiny.run("parts", again, OPTIONS);

        // Then
        assertThat(first).isInstanceOf(RunResult.Released.class);
        assertThat(second).isInstanceOf(RunResult.Finished.class);
        for (String file : List.of("best.onnx", "last.onnx")) {
            assertThat(tiny.folder("parts").resolve(file))
                    .hasSameBinaryContentAs(tiny.folder("whole").resolve(file));
        }
        List<Metrics> expected = listener.rows(Scope.STEP);
        assertThat(again.rows(Scope.STEP)).isEqualTo(expected.subList(steps, expected.size()));
        assertThat(again.rows(Scope.TEST)).isEqualTo(listener.rows(Scope.TEST));
        List<Metrics> epochs = listener.rows(Scope.TRAIN_EPOCH);
        int told = again.rows(Scope.TRAIN_EPOCH).size();
        assertThat(again.rows(Scope.TRAIN_EPOCH))
                .isEqualTo(epochs.subList(epochs.size() - told, epochs.size()));
    }

    @Test
    void aRunWhoseWorkerDiesGoesOnFromTheStateThatWasWrittenLast() throws Exception {
        // Given a state after every step, and a worker that is lost after the seventh
        tiny.run("whole", listener, OPTIONS);
        AfterSteps lost = new AfterSteps(7, Order.ABANDON);
        new TrainingRun(
                        tiny.recipe(OPTIONS),
                        tiny.folder("parts"),
                        TinyRun.environment(Duration.ZERO),
                        lost,
                        lost)
                .run();

        // When
        RecordingListener again = new RecordingListener();
        tiny.run("parts", again, OPTIONS);

        // Then the seventh step is taken again
        assertThat(again.steps.getFirst().step()).isEqualTo(7);
        assertThat(tiny.folder("parts").resolve("best.onnx"))
                .hasSameBinaryContentAs(tiny.folder("whole").resolve("best.onnx"));
    }

    @Test
    void aRunThatIsStoppedIsValidatedAndTested() throws Exception {
        // Given
        AfterSteps stop = new AfterSteps(6, Order.STOP);

        // When
        RunResult result = tiny.run("stopped", stop, stop, "'epochs': 5");

        // Then
        RunResult.Finished finished = (RunResult.Finished) result;
        assertThat(finished.stopped()).isTrue();
        assertThat(finished.figures()).containsKeys("test/f1", "test_last/f1");
        assertThat(tiny.folder("stopped").resolve("best.onnx")).exists();
        assertThat(stop.done.get()).isEqualTo(6);
    }

    @Test
    void aRunThatWasStoppedCanBeGoneOnWith() throws Exception {
        // Given
        tiny.run("whole", listener, OPTIONS);
        AfterSteps stop = new AfterSteps(6, Order.STOP);
        tiny.run("parts", stop, stop, OPTIONS);

        // When
        tiny.run("parts", new RecordingListener(), OPTIONS);

        // Then
        assertThat(tiny.folder("parts").resolve("best.onnx"))
                .hasSameBinaryContentAs(tiny.folder("whole").resolve("best.onnx"));
    }

    @Test
    void anotherRunsFolderIsGoneOnWithInAFolderOfItsOwn() throws Exception {
        // Given
        tiny.run("whole", listener, OPTIONS);
        AfterSteps release = new AfterSteps(6, Order.RELEASE);
        tiny.run("first", release, release, OPTIONS);

        // When
        RunResult result =
                tiny.run(
                        "second",
                        new RecordingListener(),
                        OPTIONS + ", 'ckpt': '" + tiny.folder("first") + "'");

        // Then
        assertThat(result).isInstanceOf(RunResult.Finished.class);
        assertThat(TinyRun.weights(tiny.folder("second").resolve("last.onnx")))
                .isEqualTo(TinyRun.weights(tiny.folder("whole").resolve("last.onnx")));
    }

    @Test
    void aRunThatIsCancelledEndsAtOnce() throws Exception {
        // Given
        AfterSteps cancel = new AfterSteps(2, Order.CANCEL);

        // When
        RunResult result = tiny.run("cancelled", cancel, cancel, "");

        // Then
        assertThat(result).isInstanceOf(RunResult.Cancelled.class);
        assertThat(cancel.done.get()).isEqualTo(2);
        assertThat(tiny.folder("cancelled").resolve("best.onnx")).doesNotExist();
    }

    @Test
    void aRunThatIsLostWritesNothingMore() throws Exception {
        // Given
        AfterSteps lost = new AfterSteps(2, Order.ABANDON);

        // When
        tiny.run("lost", lost, lost, "");

        // Then
        assertThat(tiny.folder("lost").resolve("state.safetensors")).doesNotExist();
    }

    @Test
    void aRunWhoseDataChangedIsRefused() throws Exception {
        // Given
        AfterSteps release = new AfterSteps(6, Order.RELEASE);
        tiny.run("changed", release, release, "");
        Files.write(directory.resolve("train/cel/[cel]0000__1.wav"), new byte[99]);

        // When, Then
        assertThatThrownBy(() -> tiny.run("changed", new RecordingListener(), ""))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("data has changed");
    }
}

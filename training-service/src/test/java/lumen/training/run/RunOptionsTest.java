package lumen.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.model.file.ModelFile;
import lumen.recipe.MonitoredMetric;
import lumen.training.data.FeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options change about a run. */
class RunOptionsTest {
    @TempDir Path directory;
    private TinyRun tiny;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void prepare() throws Exception {
        tiny = new TinyRun(directory);
    }

    private Map<String, ?> weightsAfter(String name, String options) throws Exception {
        tiny.run(name, new RecordingListener(), options);
        return TinyRun.weights(tiny.folder(name).resolve("last.onnx"));
    }

    @Test
    void batchesThatAreAccumulatedAreOneBigBatch() throws Exception {
        // Given windows that do not meet in a batch normalisation: it is frozen, and nothing is
        // dropped
        String frozen =
                "'head_after': 'head', 'backbone_after': 'head', 'finetune_head': false,"
                        + " 'finetune_train_bn': false, 'epochs': 1, 'weight_average_decay': 0";
        tiny = TinyRun.withoutChance(directory);
        tiny.run("big", listener, frozen + ", 'batch_size': 16, 'limit_train_batches': 1");

        // When
        RecordingListener accumulated = new RecordingListener();
        tiny.run("small", accumulated, frozen + ", 'batch_size': 4, 'accumulate_grad_batches': 4");

        // Then
        assertThat(accumulated.steps).hasSize(1);
        assertThat(accumulated.last(Scope.STEP, "train/loss_step"))
                .isCloseTo(listener.last(Scope.STEP, "train/loss_step"), within(1e-6));
        assertThat(accumulated.last(Scope.VALIDATION_EPOCH, "val/loss"))
                .isCloseTo(listener.last(Scope.VALIDATION_EPOCH, "val/loss"), within(1e-3));
    }

    @Test
    void onlyTheHeadLearnsAtFirst() throws Exception {
        // Given
        String options =
                "'head_after': 'head', 'backbone_after': 'backbone', 'finetune_head_epochs': 1,"
                        + " 'lr_warmup': 0.002";

        // When
        tiny.run("head", listener, options);

        // Then
        double atFirst =
                listener.rows(Scope.TRAIN_EPOCH)
                        .getFirst()
                        .values()
                        .get("params/trainable_params_epoch");
        double later = listener.last(Scope.TRAIN_EPOCH, "params/trainable_params_epoch");
        assertThat(atFirst).isLessThan(later);
        assertThat(listener.steps.getFirst().values().get("current_lr/step"))
                .isCloseTo(0.002, within(1e-12));
        assertThat(listener.steps.get(3).values().get("current_lr/step"))
                .isCloseTo(1e-3, within(1e-12));
    }

    @Test
    void aRateIsLookedForAndThenUsed() throws Exception {
        // Given
        String options = "'scheduler': 'AUTO_LR', 'lr': null, 'lr_onecycle_max': null";

        // When
        tiny.run("auto", listener, options);

        // Then
        assertThat(listener.phases).startsWith(Phase.PREPARING, Phase.FINDING_RATE);
        double rate = listener.last(Scope.STEP, "current_lr/step");
        assertThat(rate).isBetween(1e-4, 0.5);
        assertThat(listener.steps.getFirst().values().get("current_lr/step")).isEqualTo(rate);
        assertThat(listener.last(Scope.TRAIN_EPOCH, "train/loss"))
                .isLessThan(listener.rows(Scope.TRAIN_EPOCH).getFirst().values().get("train/loss"));
    }

    @Test
    void aRateIsOnlyLookedFor() throws Exception {
        // Given
        String options = "'find_lr': true, 'find_lr_steps': 60";

        // When
        RunResult result = tiny.run("find", listener, options);

        // Then
        RunResult.RateFound found = (RunResult.RateFound) result;
        assertThat(found.suggested()).isBetween(1e-4, 0.5);
        assertThat(found.curve()).hasSizeBetween(30, 60);
        assertThat(Files.readAllLines(tiny.folder("find").resolve("learning_rates.csv")))
                .hasSize(found.curve().size() + 1);
        assertThat(tiny.folder("find").resolve("last.onnx")).doesNotExist();
    }

    @Test
    void trainingEndsWhenTheFigureStandsStill() throws Exception {
        // Given a rate at which nothing changes
        String options =
                "'epochs': 20, 'early_stopping_metric_patience': 2, 'lr': 1e-12,"
                        + " 'lr_onecycle_max': 1e-12, 'metric': 'VAL_F1'";

        // When
        tiny.run("early", listener, options);

        // Then
        assertThat(listener.rows(Scope.VALIDATION_EPOCH)).hasSize(3);
        assertThat(listener.lines).anyMatch(line -> line.contains("no better val/f1"));
    }

    @Test
    void theEndIsDecidedAnEpochLaterWhenItIsCheckedAtTheEndOfTraining() throws Exception {
        // Given
        String options =
                "'epochs': 20, 'early_stopping_metric_patience': 2, 'lr': 1e-12,"
                        + " 'lr_onecycle_max': 1e-12, 'metric': 'VAL_F1',"
                        + " 'check_on_train_epoch_end': true";

        // When
        tiny.run("late", listener, options);

        // Then
        assertThat(listener.rows(Scope.VALIDATION_EPOCH)).hasSize(4);
    }

    @Test
    void theStateIsAlsoSavedBeforeValidation() throws Exception {
        // Given
        RecordingListener other = new RecordingListener();
        tiny.run("usual", listener, "");

        // When
        tiny.run("more", other, "'save_on_train_epoch_end': true");

        // Then
        assertThat(other.savings).isEqualTo(listener.savings + 3);
    }

    @Test
    void withoutValidationTheLastEpochIsTheBest() throws Exception {
        // Given
        String options = "'skip_validation': true";

        // When
        RunResult.Finished result = (RunResult.Finished) tiny.run("blind", listener, options);

        // Then
        assertThat(listener.rows(Scope.VALIDATION_EPOCH)).isEmpty();
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(result.figures()).containsKey("test/f1");
    }

    @Test
    void lossesThatAreNoNumberEndTheRunInWords() throws Exception {
        // Given features that are no numbers
        FeatureSource broken =
                new FeatureSource() {
                    @Override
                    public CompletableFuture<SampleFeatures> request(Sample sample) {
                        float[] values = new float[SyntheticSource.ROWS * SyntheticSource.FRAMES];
                        Arrays.fill(values, Float.NaN);
                        return CompletableFuture.completedFuture(new SampleFeatures(values, 1));
                    }

                    @Override
                    public void close() {}
                };
        TrainingRun run =
                new TrainingRun(
                        tiny.recipe(""),
                        tiny.folder("diverged"),
                        new RunEnvironment(
                                broken, Path::of, Path::of, 8, 1 << 20, Duration.ofHours(1)),
                        listener,
                        RunSignals.NONE);

        // When, Then
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        LumenException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_DIVERGED))
                .hasMessageContaining("epoch 1, batch 1");
    }

    @Test
    void runningStatisticsFollowTheBatchesAsQuicklyAsTheMomentumSays() throws Exception {
        // Given
        String plain = "'weight_average_decay': 0";
        Map<String, ?> usual = weightsAfter("usual", plain);

        // When
        Map<String, ?> quick = weightsAfter("quick", plain + ", 'batch_norm_momentum': 0.5");

        // Then
        assertThat(quick.get("backbone.norm.running_mean"))
                .isNotEqualTo(usual.get("backbone.norm.running_mean"));
    }

    @Test
    void aThresholdThatIsGivenIsKept() throws Exception {
        // Given
        String options = "'prediction_threshold': 0.3";

        // When
        tiny.run("given", listener, options);

        // Then
        assertThat(
                        ModelFile.describe(tiny.folder("given").resolve("best.onnx"))
                                .metadata()
                                .thresholds()
                                .values())
                .containsOnly(0.3);
    }

    @Test
    void aTeacherIsFollowed() throws Exception {
        // Given a teacher that has learnt, and a student that hears its answers alone
        tiny.run("teacher", listener, "'epochs': 8");
        Path teacher = tiny.folder("teacher").resolve("best.onnx");

        // When
        RecordingListener student = new RecordingListener();
        tiny.run(
                "student",
                student,
                "'epochs': 8, 'distillation_weight': 1.0, 'distillation_temperature': 2.0,"
                        + " 'distillation_teacher': '"
                        + teacher
                        + "'");

        // Then it learns what is right without being told
        assertThat(student.last(Scope.VALIDATION_EPOCH, "val/loss"))
                .isLessThan(
                        student.rows(Scope.VALIDATION_EPOCH).getFirst().values().get("val/loss"));
        assertThat(student.last(Scope.TEST, "test/file_micro_f1")).isGreaterThan(0.7);
    }

    @Test
    void rowsAreWrittenEveryFewSteps() throws Exception {
        // Given
        String options = "'log_every_n_steps': 5, 'log_per_instrument_metrics': false";

        // When
        tiny.run("rows", listener, options);

        // Then
        assertThat(listener.rows(Scope.STEP))
                .extracting(row -> row.step())
                .isEqualTo(List.of(5L, 10L));
        assertThat(listener.rows(Scope.TRAIN_EPOCH).getFirst().values().keySet())
                .noneMatch(name -> name.startsWith("instruments/"));
    }

    @Test
    void validationAndTestCanBeLimited() throws Exception {
        // Given
        RecordingListener other = new RecordingListener();
        tiny.run("usual", listener, "'epochs': 1");

        // When
        tiny.run("limited", other, "'epochs': 1, 'limit_val_batches': 1, 'limit_test_batches': 1");

        // Then
        assertThat(listener.curves.getFirst().truth()).hasDimensions(8, 3);
        assertThat(other.curves.getFirst().truth()).hasDimensions(4, 3);
        assertThat(other.curves.getLast().truth()).hasDimensions(4, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAL_F1", "VAL_HAMMING", "VAL_LOSS", "VAL_FILE_F1", "VAL_MAP"})
    void theBestEpochIsThatOfTheFigureThatIsWatched(String metric) throws Exception {
        // Given
        String options = "'epochs': 5, 'metric': '" + metric + "'";
        String key = MonitoredMetric.valueOf(metric).key();

        // When
        RunResult.Finished result = (RunResult.Finished) tiny.run("best", listener, options);

        // Then
        double[] figures =
                listener.rows(Scope.VALIDATION_EPOCH).stream()
                        .mapToDouble(row -> row.values().get(key))
                        .toArray();
        int best = 0;
        for (int epoch = 1; epoch < figures.length; epoch++) {
            if (MonitoredMetric.valueOf(metric).isBetter(figures[epoch], figures[best])) {
                best = epoch;
            }
        }
        assertThat(result.bestEpoch()).isEqualTo(best + 1);
        assertThat(result.figures().get(key)).isEqualTo(figures[best]);
    }
}

package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.recipe.MonitoredMetric;
import lumen.training.run.RunResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the options of the group RUN change. */
class RunEffectTest {
    /** Nothing is ever recognised, so no epoch is better than the first. */
    private static final String STANDSTILL = "'prediction_threshold': 1, 'metric': 'VAL_F1'";

    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    @Test
    @ShowsEffectOf("preset")
    void thePresetDecidesWhatIsNotGiven() throws Exception {
        // When
        String options = "{'preset': '%s', 'epochs': null, 'model': null}";
        Told fast = runs.begin(runs.fresh(options.formatted("FAST")));
        Told balanced = runs.begin(runs.fresh(options.formatted("BALANCED")));

        // Then
        assertThat(fast.began.epochs()).isLessThan(balanced.began.epochs());
        assertThat(fast.began.parameters()).isLessThan(balanced.began.parameters());
    }

    @Test
    @ShowsEffectOf("quick")
    void aQuickRunTakesTwoBatchesOfTwoFilesAndTellsOfEveryStep() throws Exception {
        // Given
        String eight = "irmastrain:" + TinyData.write(folder.resolve("eight"), 4, 4, 300);

        // When
        Told told =
                runs.run(
                        "{'quick': true, 'train_paths': ['%s'], 'dataset_fraction': 1, 'epochs': 1, 'batch_size': null, 'log_every_n_steps': null}"
                                .formatted(eight));

        // Then
        assertThat(told.began.stepsPerEpoch()).isEqualTo(2);
        assertThat(told.rows(Scope.STEP)).hasSize(2);
        assertThat(told.examples.getFirst().examples()).hasSize(2);
    }

    @Test
    @ShowsEffectOf("seed")
    void theSeedDecidesEverythingRandom() throws Exception {
        // When
        Told first = runs.run("{'seed': 7}");
        Told again = runs.run("{'seed': 7}");
        Told other = runs.run("{'seed': 8}");

        // Then
        assertThat(again.rows).isEqualTo(first.rows);
        assertThat(other.values("train/loss_step")).isNotEqualTo(first.values("train/loss_step"));
    }

    @ParameterizedTest
    @EnumSource
    @ShowsEffectOf({"metric", "metric_mode"})
    void theBestEpochIsThatOfTheMetric(MonitoredMetric metric) throws Exception {
        // When
        Told told =
                runs.run(
                        "{'metric': '%s', 'metric_mode': '%s', 'epochs': 5, 'lr': 0.05}"
                                .formatted(metric, metric.mode()));

        // Then
        List<Double> values =
                told.rows(Scope.VALIDATION_EPOCH).stream()
                        .map(row -> row.values().get(metric.key()))
                        .toList();
        int best = 0;
        for (int epoch = 1; epoch < values.size(); epoch++) {
            best = metric.isBetter(values.get(epoch), values.get(best)) ? epoch : best;
        }
        assertThat(((RunResult.Finished) told.result).bestEpoch()).isEqualTo(best + 1);
    }

    @Test
    @ShowsEffectOf("early_stopping_metric_patience")
    void trainingEndsAfterSoManyEpochsThatAreNotBetter() throws Exception {
        // When
        String options = "{%s, 'epochs': 8, 'early_stopping_metric_patience': %d}";
        Told patient = runs.run(options.formatted(STANDSTILL, 3));
        Told never = runs.run(options.formatted(STANDSTILL, 0));

        // Then
        assertThat(patient.rows(Scope.VALIDATION_EPOCH)).hasSize(4);
        assertThat(never.rows(Scope.VALIDATION_EPOCH)).hasSize(8);
    }

    @Test
    @ShowsEffectOf("check_on_train_epoch_end")
    void theEndIsDecidedAfterTheTrainingPartOfTheNextEpoch() throws Exception {
        // When
        String options =
                "{%s, 'epochs': 8, 'early_stopping_metric_patience': 2, 'check_on_train_epoch_end':"
                        + " %s}";
        Told early = runs.run(options.formatted(STANDSTILL, false));
        Told late = runs.run(options.formatted(STANDSTILL, true));

        // Then
        assertThat(late.rows(Scope.TRAIN_EPOCH)).hasSize(early.rows(Scope.TRAIN_EPOCH).size() + 1);
    }

    @Test
    @ShowsEffectOf("save_on_train_epoch_end")
    void theStateIsAlsoSavedBeforeValidation() throws Exception {
        // When
        Told usual = runs.run("{'save_on_train_epoch_end': false, 'epochs': 1}");
        Told twice = runs.run("{'save_on_train_epoch_end': true, 'epochs': 1}");

        // Then
        assertThat(usual.events.subList(0, usual.events.indexOf("VALIDATION_EPOCH")))
                .doesNotContain("SAVED");
        assertThat(twice.events.subList(0, twice.events.indexOf("VALIDATION_EPOCH")))
                .contains("SAVED");
    }

    @Test
    @ShowsEffectOf("skip_validation")
    void nothingIsValidatedAndTheLastEpochIsTheBest() throws Exception {
        // When
        Told told = runs.run("{'skip_validation': true, 'epochs': 3}");

        // Then
        assertThat(told.rows(Scope.VALIDATION_EPOCH)).isEmpty();
        assertThat(((RunResult.Finished) told.result).bestEpoch()).isEqualTo(3);
    }

    @Test
    @ShowsEffectOf("skip_validation")
    void thereNeedBeNothingToValidateWith() throws Exception {
        // When
        Told told = runs.run("{'skip_validation': true, 'val_paths': null, 'epochs': 1}");

        // Then
        assertThat(told.rows(Scope.TEST)).isEmpty();
        assertThat(told.folder.resolve("best.onnx")).exists();
    }

    @Test
    @ShowsEffectOf("limit_train_batches")
    void onlySoManyBatchesAreLearntFrom() throws Exception {
        // When
        Told told = runs.run("{'limit_train_batches': 1, 'epochs': 1}");

        // Then
        assertThat(told.rows(Scope.STEP)).hasSize(1);
    }

    @Test
    @ShowsEffectOf({"limit_val_batches", "limit_test_batches"})
    void onlySoManyBatchesAreValidatedAndTested() throws Exception {
        // Given
        String test = "irmastrain:" + TinyData.write(folder.resolve("test"), 3, 3, 400);

        // When
        Told told =
                runs.run(
                        "{'limit_val_batches': 1, 'limit_test_batches': 0.7, 'test_paths': ['%s'], 'epochs': 1}"
                                .formatted(test));

        // Then
        assertThat(told.curves.getFirst().scores()).hasNumberOfRows(2);
        assertThat(told.curves.getLast().scores()).hasNumberOfRows(4);
    }

    @Test
    @ShowsEffectOf("log_every_n_steps")
    void thereIsARowOfEverySoManySteps() throws Exception {
        // When
        Told told = runs.run("{'log_every_n_steps': 3, 'epochs': 4}");

        // Then
        assertThat(told.rows(Scope.STEP)).extracting(row -> row.step()).containsExactly(3L, 6L);
    }

    @Test
    @ShowsEffectOf("log_per_instrument_metrics")
    void figuresOfEachLabelAreRecorded() throws Exception {
        // When
        Told with = runs.run("{'log_per_instrument_metrics': true, 'epochs': 1}");
        Told without = runs.run("{'log_per_instrument_metrics': false, 'epochs': 1}");

        // Then
        assertThat(with.values("instruments/val/Violin_f1_epoch")).hasSize(1);
        assertThat(without.rows)
                .allSatisfy(
                        row ->
                                assertThat(row.values().keySet())
                                        .noneMatch(name -> name.startsWith("instruments/")));
    }

    @Test
    @ShowsEffectOf({"find_lr", "find_lr_steps"})
    void onlyALearningRateIsLookedForInSoManySteps() throws Exception {
        // When
        Told told = runs.run("{'find_lr': true, 'find_lr_steps': 25}");

        // Then
        RunResult.RateFound found = (RunResult.RateFound) told.result;
        assertThat(found.suggested()).isPositive();
        assertThat(found.curve()).hasSizeBetween(10, 25);
        assertThat(told.rows).isEmpty();
    }
}

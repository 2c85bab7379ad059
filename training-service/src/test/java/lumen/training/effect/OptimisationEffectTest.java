package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group OPTIMISATION change in a run. */
class OptimisationEffectTest {
    private static final String WEIGHT = "backbone.classifier.weight";
    private static final String STATISTIC = "backbone.features.1.running_mean";
    private static final String RATE = "current_lr/step";

    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    @Test
    @ShowsEffectOf("epochs")
    void thereAreSoManyEpochs() throws Exception {
        // When
        Told told = runs.run("{'epochs': 3}");

        // Then
        assertThat(told.rows(Scope.TRAIN_EPOCH)).hasSize(3);
        assertThat(told.rows(Scope.VALIDATION_EPOCH)).hasSize(3);
        assertThat(told.rows(Scope.STEP)).hasSize(6);
    }

    @Test
    @ShowsEffectOf("optimizer")
    void decayGoesThroughTheGradientWithAdamAndPastItWithAdamw() throws Exception {
        // When: the first step; Adam's is the learning rate whatever the decay adds
        String options =
                "{'optimizer': '%s', 'weight_decay': 5, 'epochs': 1, 'limit_train_batches': 1}";
        Told adam = runs.run(options.formatted("ADAM"));
        Told adamw = runs.run(options.formatted("ADAMW"));

        // Then
        assertThat(adam.change(WEIGHT, 1)).isEqualTo(0.01, within(1e-4));
        assertThat(adamw.change(WEIGHT, 1)).isGreaterThan(0.011);
    }

    @Test
    @ShowsEffectOf("weight_decay")
    void weightsDecayAndBiasesDoNot() throws Exception {
        // When
        String options = "{'weight_decay': %s, 'epochs': 1, 'limit_train_batches': 1}";
        Told without = runs.run(options.formatted(0));
        Told with = runs.run(options.formatted(10));

        // Then: with a rate of 0.01 a tenth of the weight is lost
        float[] before = without.weight(WEIGHT, 0);
        float[] kept = without.weight(WEIGHT, 1);
        float[] decayed = with.weight(WEIGHT, 1);
        for (int i = 0; i < kept.length; i++) {
            assertThat(kept[i] - decayed[i]).isEqualTo(0.1f * before[i], within(1e-5f));
        }
        String bias = "backbone.classifier.bias";
        assertThat(with.weight(bias, 1)).isEqualTo(without.weight(bias, 1));
    }

    @Test
    @ShowsEffectOf("scheduler")
    void everySchedulerMovesTheRateInItsOwnWay() throws Exception {
        // When
        String options = "{'scheduler': '%s', 'lr': 0.01, 'epochs': 4%s}";
        List<Double> oneCycle =
                runs.run(options.formatted("ONECYCLE", ", 'lr_onecycle_max': 0.1")).values(RATE);
        List<Double> cosine = runs.run(options.formatted("COSINEANNEALING", "")).values(RATE);
        List<Double> plateau = runs.run(options.formatted("PLATEAU", "")).values(RATE);

        // Then
        assertThat(oneCycle.getFirst()).isEqualTo(0.01, within(1e-9));
        assertThat(Collections.max(oneCycle)).isBetween(0.09, 0.1);
        assertThat(oneCycle.getLast()).isLessThan(0.01);
        assertThat(cosine).hasSize(8).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(cosine.get(4)).isEqualTo(0.005, within(1e-9));
        assertThat(plateau).containsOnly(0.01);
    }

    @Test
    @ShowsEffectOf("scheduler")
    void theRateOfAPlateauIsHalvedWhenTheMetricStandsStill() throws Exception {
        // When: nothing is ever recognised
        List<Double> rates =
                runs.run(
                                "{'scheduler': 'PLATEAU', 'epochs': 8, 'prediction_threshold': 1,"
                                        + " 'metric': 'VAL_F1', 'limit_train_batches': 1,"
                                        + " 'early_stopping_metric_patience': 8}")
                        .values(RATE);

        // Then: six epochs that are not better are one too many
        assertThat(rates).containsExactly(0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.005);
    }

    @Test
    @ShowsEffectOf("scheduler")
    void autoLrKeepsTheRateThatItFound() throws Exception {
        // When
        List<Double> rates =
                runs.run("{'scheduler': 'AUTO_LR', 'lr': null, 'find_lr_steps': 40, 'epochs': 2}")
                        .values(RATE);

        // Then
        assertThat(rates).hasSize(4);
        assertThat(rates.stream().distinct()).hasSize(1);
        assertThat(rates.getFirst()).isPositive().isNotEqualTo(0.01);
    }

    @Test
    @ShowsEffectOf({"lr", "lr_onecycle_max"})
    void theCycleBeginsWithLrAndReachesLrOnecycleMax() throws Exception {
        // When
        List<Double> rates =
                runs.run(
                                "{'scheduler': 'ONECYCLE', 'lr': 0.002, 'lr_onecycle_max': 0.02,"
                                        + " 'epochs': 10}")
                        .values(RATE);

        // Then
        assertThat(rates.getFirst()).isEqualTo(0.002, within(1e-9));
        assertThat(Collections.max(rates)).isBetween(0.0195, 0.02);
    }

    @Test
    @ShowsEffectOf("lr_warmup")
    void epochsOfTheHeadBeginWithTheWarmUpRateAndFallToLr() throws Exception {
        // When
        List<Double> rates =
                runs.run(
                                "{'head_after': 'backbone.classifier', 'backbone_after':"
                                        + " 'backbone.features', 'finetune_head_epochs': 2,"
                                        + " 'epochs': 3, 'lr': 0.001, 'lr_warmup': 0.05}")
                        .values(RATE);

        // Then
        assertThat(rates.getFirst()).isEqualTo(0.05, within(1e-9));
        assertThat(rates.subList(0, 4)).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(rates.get(3)).isEqualTo(0.001, within(1e-9));
    }

    @Test
    @ShowsEffectOf("gradient_clip_val")
    void aGradientIsShortenedToTheGreatestNorm() throws Exception {
        // When: a gradient that is far below Adam's epsilon hardly moves anything
        String options = "{'gradient_clip_val': %s, 'epochs': 1, 'limit_train_batches': 1}";
        Told free = runs.run(options.formatted(0));
        Told clipped = runs.run(options.formatted(1e-11));

        // Then
        assertThat(free.change(WEIGHT, 1)).isEqualTo(0.01, within(1e-4));
        assertThat(clipped.change(WEIGHT, 1)).isLessThan(1e-4);
    }

    @Test
    @ShowsEffectOf("accumulate_grad_batches")
    void aStepGathersTheGradientsOfSeveralBatches() throws Exception {
        // When
        Told told = runs.run("{'accumulate_grad_batches': 2, 'epochs': 1}");

        // Then
        assertThat(told.began.stepsPerEpoch()).isEqualTo(1);
        assertThat(told.rows(Scope.STEP)).hasSize(1);
        assertThat(told.rows(Scope.STEP).getFirst().step()).isEqualTo(1);
    }

    @Test
    @ShowsEffectOf("weight_average_decay")
    void theAverageOfWeightsIsWhatIsServed() throws Exception {
        // When
        Told plain = runs.run("{'weight_average_decay': 0, 'epochs': 4}");
        Told averaged = runs.run("{'weight_average_decay': 0.9, 'epochs': 4}");

        // Then
        assertThat(averaged.weight(WEIGHT, 4)).isEqualTo(plain.weight(WEIGHT, 4));
        assertThat(plain.stored("last.onnx", WEIGHT)).isEqualTo(plain.weight(WEIGHT, 4));
        assertThat(averaged.stored("last.onnx", WEIGHT)).isNotEqualTo(averaged.weight(WEIGHT, 4));
    }

    @Test
    @ShowsEffectOf("batch_norm_momentum")
    void runningStatisticsFollowBatchesByTheMomentum() throws Exception {
        // When: the statistic begins with 0
        String options = "{'batch_norm_momentum': %s, 'epochs': 1, 'limit_train_batches': 1}";
        float[] quickly = runs.run(options.formatted(1)).stored("last.onnx", STATISTIC);
        float[] hardly = runs.run(options.formatted(1e-6)).stored("last.onnx", STATISTIC);

        // Then
        for (int channel = 0; channel < quickly.length; channel++) {
            assertThat(Math.abs(quickly[channel])).isGreaterThan(1e-3f);
            assertThat(Math.abs(hardly[channel])).isLessThan(1e-5f);
        }
    }
}

package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group FINE_TUNING change in a run. */
class FineTuningEffectTest {
    private static final String PARTS =
            "'head_after': 'backbone.classifier', 'backbone_after': 'backbone.features.2'";
    private static final String HEAD = "backbone.classifier.weight";
    private static final String LATE = "backbone.features.2.weight";
    private static final String EARLY = "backbone.features.0.weight";
    private static final String EARLY_NORMALISATION = "backbone.features.1.weight";

    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    @Test
    @ShowsEffectOf({"head_after", "backbone_after", "finetune_head", "finetune_head_epochs"})
    void firstTheHeadLearnsThenTheNamedPartOfTheBackboneToo() throws Exception {
        // When
        Told told =
                runs.run(
                        "{%s, 'finetune_head': true, 'finetune_head_epochs': 2, 'epochs': 3}"
                                .formatted(PARTS));

        // Then
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(told.change(HEAD, epoch)).isPositive();
            assertThat(told.change(EARLY, epoch)).isZero();
            assertThat(told.change(LATE, epoch) > 0).isEqualTo(epoch == 3);
        }
    }

    @Test
    @ShowsEffectOf("finetune_head")
    void withoutEpochsOfTheHeadTheBackboneLearnsAtOnce() throws Exception {
        // When
        Told told = runs.run("{%s, 'finetune_head': false, 'epochs': 1}".formatted(PARTS));

        // Then
        assertThat(told.change(LATE, 1)).isPositive();
        assertThat(told.change(EARLY, 1)).isZero();
    }

    @Test
    @ShowsEffectOf("finetune_train_bn")
    void normalisationsOfTheFrozenPartLearnUnlessTheyAreFrozenToo() throws Exception {
        // When
        Told learning = runs.run("{%s, 'finetune_train_bn': true}".formatted(PARTS));
        Told frozen = runs.run("{%s, 'finetune_train_bn': false}".formatted(PARTS));

        // Then
        assertThat(learning.change(EARLY_NORMALISATION, 1)).isPositive();
        assertThat(frozen.change(EARLY_NORMALISATION, 1)).isZero();
        assertThat(frozen.stored("last.onnx", "backbone.features.1.running_mean")).containsOnly(0);
    }

    @Test
    @ShowsEffectOf("backbone_lr_factor")
    void theBackboneLearnsMoreSlowlyThanTheHead() throws Exception {
        // When: a single step of Adam, whose size is the learning rate
        String options =
                "{%s, 'finetune_head': false, 'backbone_lr_factor': %s, 'epochs': 1,"
                        + " 'limit_train_batches': 1}";
        Told equal = runs.run(options.formatted(PARTS, 1));
        Told slow = runs.run(options.formatted(PARTS, 0.1));

        // Then
        assertThat(slow.change(LATE, 1) / equal.change(LATE, 1)).isEqualTo(0.1, within(0.01));
        assertThat(slow.change(HEAD, 1)).isEqualTo(equal.change(HEAD, 1));
    }
}

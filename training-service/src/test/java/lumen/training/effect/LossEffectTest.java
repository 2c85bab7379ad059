package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the options of the group LOSS change: the loss of the first step, which every run has with
 * the same weights and the same files.
 */
class LossEffectTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    private double loss(String options) throws Exception {
        return runs.run("{'epochs': 1, 'limit_train_batches': 1, %s}".formatted(options))
                .first("train/loss_step");
    }

    @Test
    @ShowsEffectOf("loss_function")
    void everyLossFunctionIsAnother() throws Exception {
        // Given: three files without the label for each with it
        String unbalanced =
                "'train_paths': ['irmastrain:%s'], 'batch_size': 4"
                        .formatted(TinyData.write(folder.resolve("unbalanced"), 3, 1, 70));

        // When
        double entropy = loss(unbalanced);
        double weighted = loss(unbalanced + ", 'loss_function': 'CROSS_ENTROPY_POS_WEIGHT'");
        double focal = loss(unbalanced + ", 'loss_function': 'FOCAL_LOSS'");
        double weightedFocal = loss(unbalanced + ", 'loss_function': 'FOCAL_LOSS_POS_WEIGHT'");
        double families = loss(unbalanced + ", 'loss_function': 'INSTRUMENT_FAMILY_LOSS'");
        double asymmetric = loss(unbalanced + ", 'loss_function': 'ASYMMETRIC_LOSS'");

        // Then
        assertThat(new double[] {entropy, weighted, focal, weightedFocal, families, asymmetric})
                .doesNotHaveDuplicates();
        assertThat(focal).isLessThan(entropy);
        assertThat(families).isGreaterThan(entropy);
    }

    @Test
    @ShowsEffectOf("loss_function_kwargs")
    void argumentsOfTheLossChangeIt() throws Exception {
        // When
        double entropy = loss("'loss_function': 'CROSS_ENTROPY'");
        double unfocused =
                loss("'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': {'gamma': 0}");
        double mild = loss("'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': {'gamma': 0.5}");
        double strong = loss("'loss_function': 'FOCAL_LOSS', 'loss_function_kwargs': {'gamma': 4}");
        double reference =
                loss(
                        "'loss_function': 'FOCAL_LOSS',"
                                + " 'loss_function_kwargs': {'gamma': 4, 'form': 'REFERENCE'}");
        double symmetric =
                loss(
                        "'loss_function': 'ASYMMETRIC_LOSS', 'loss_function_kwargs':"
                                + " {'gamma_negative': 0, 'gamma_positive': 0, 'clip': 0}");
        double clipped =
                loss(
                        "'loss_function': 'ASYMMETRIC_LOSS', 'loss_function_kwargs':"
                                + " {'gamma_negative': 0, 'gamma_positive': 0, 'clip': 0.2}");

        // Then
        assertThat(unfocused).isEqualTo(entropy, within(TOLERANCE));
        assertThat(mild).isLessThan(entropy - TOLERANCE);
        assertThat(strong).isLessThan(mild - TOLERANCE);
        assertThat(Math.abs(reference - strong)).isGreaterThan(TOLERANCE);
        assertThat(symmetric).isEqualTo(entropy, within(TOLERANCE));
        assertThat(clipped).isLessThan(entropy - TOLERANCE);
    }

    @Test
    @ShowsEffectOf("add_instrument_loss")
    void theLossOfFamiliesIsAddedWithItsWeight() throws Exception {
        // When
        double without = loss("'add_instrument_loss': null");
        double once = loss("'add_instrument_loss': 1");
        double threeTimes = loss("'add_instrument_loss': 3");

        // Then
        assertThat(once).isGreaterThan(without + TOLERANCE);
        assertThat(threeTimes - without).isEqualTo(3 * (once - without), within(TOLERANCE));
    }

    @Test
    @ShowsEffectOf("label_smoothing")
    void smoothedLabelsMoveTheLossTowardsThatOfOneHalf() throws Exception {
        // When
        double sharp = loss("'label_smoothing': 0");
        double smooth = loss("'label_smoothing': 0.2");
        double smoother = loss("'label_smoothing': 0.4");

        // Then: cross entropy is linear in the targets
        assertThat(Math.abs(smooth - sharp)).isGreaterThan(TOLERANCE);
        assertThat(smoother - sharp).isEqualTo(2 * (smooth - sharp), within(TOLERANCE));
    }

    @Test
    @ShowsEffectOf({"distillation_teacher", "distillation_weight", "distillation_temperature"})
    void theTeachersAnswersAreLearntByTheirShareAndTemperature() throws Exception {
        // Given
        TinyModel.write(folder.resolve("teacher.onnx"), 77);
        String teacher = "'distillation_teacher': 'teacher.onnx', 'distillation_weight': %s";

        // When
        double alone = loss("'distillation_teacher': null");
        double quarter = loss(teacher.formatted(0.25));
        double half = loss(teacher.formatted(0.5));
        double hot = loss(teacher.formatted(0.5) + ", 'distillation_temperature': 8");

        // Then
        assertThat(Math.abs(half - alone)).isGreaterThan(TOLERANCE);
        assertThat(half - alone).isEqualTo(2 * (quarter - alone), within(TOLERANCE));
        assertThat(Math.abs(hot - half)).isGreaterThan(TOLERANCE);
    }
}

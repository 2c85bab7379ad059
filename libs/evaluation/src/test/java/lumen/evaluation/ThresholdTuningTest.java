package lumen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThresholdTuningTest {
    /** Label 0 separates at 0.2 to 0.3, label 1 at 0.6 to 0.8. */
    private static final float[][] SCORES = {{.1f, .9f}, {.3f, .6f}, {.8f, .8f}, {.2f, .1f}};

    private static final float[][] TRUTH = {{0, 1}, {1, 0}, {1, 1}, {0, 0}};

    @Test
    void withoutShrinkageEachLabelIsSeparatedByItsOwnThreshold() {
        // When
        double[] thresholds = ThresholdTuning.perLabel(SCORES, TRUTH, 0);

        // Then
        assertThat(thresholds[0]).isBetween(.2, .3);
        assertThat(thresholds[1]).isBetween(.6, .8);
    }

    @Test
    void withFullShrinkageAllLabelsHaveTheCommonThreshold() {
        // When
        double[] thresholds = ThresholdTuning.perLabel(SCORES, TRUTH, 1);

        // Then
        double common = ThresholdTuning.common(SCORES, TRUTH);
        assertThat(thresholds[0]).isCloseTo(common, within(1e-12));
        assertThat(thresholds[1]).isCloseTo(common, within(1e-12));
    }

    @Test
    void theCommonThresholdIsAtLeastAsGoodAsOneHalf() {
        // When
        double common = ThresholdTuning.common(SCORES, TRUTH);

        // Then
        assertThat(macro(common)).isGreaterThanOrEqualTo(macro(.5));
    }

    private static double macro(double threshold) {
        return MultilabelMetrics.of(
                        java.util.List.of("a", "b"),
                        SCORES,
                        TRUTH,
                        new double[] {threshold, threshold})
                .macroF1();
    }
}

package lumen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected figures were computed by scikit-learn 1.2.1 (f1_score, average_precision_score). */
class MultilabelMetricsTest {
    private static final float[][] TRUTH = {
        {1, 0, 1}, {0, 1, 0}, {1, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 1}
    };
    private static final float[][] SCORES = {
        {.9f, .2f, .6f},
        {.4f, .7f, .1f},
        {.3f, .8f, .7f},
        {.6f, .1f, .9f},
        {.8f, .6f, .2f},
        {.1f, .4f, .4f}
    };
    private static final double[] THRESHOLDS = {.5, .5, .5};

    @Test
    void f1IsScikitLearns() {
        // When
        MultilabelMetrics metrics =
                MultilabelMetrics.of(List.of("a", "b", "c"), SCORES, TRUTH, THRESHOLDS);

        // Then
        assertThat(metrics.microF1()).isCloseTo(0.666666667, within(1e-6));
        assertThat(metrics.macroF1()).isCloseTo(0.666666667, within(1e-6));
        assertThat(metrics.accuracy()).isCloseTo(0.666666667, within(1e-6));
    }

    @Test
    void averagePrecisionIsScikitLearns() {
        assertThat(AveragePrecision.of(SCORES, TRUTH, 0)).isCloseTo(0.866666667, within(1e-6));
        assertThat(AveragePrecision.mean(SCORES, TRUTH)).isCloseTo(0.862962963, within(1e-6));
    }

    @Test
    void equalScoresCountAsOneStepOfTheCurve() {
        // Given
        float[][] equal = {{.5f}, {.5f}, {.5f}, {.5f}};
        float[][] truth = {{1}, {0}, {0}, {1}};

        // When
        double precision = AveragePrecision.of(equal, truth, 0);

        // Then
        assertThat(precision).isEqualTo(0.5);
    }

    @Test
    void aLabelThatIsNeverThereNorRecognisedHasF1OfZero() {
        assertThat(ConfusionCounts.NONE.plus(false, false).f1()).isZero();
    }
}

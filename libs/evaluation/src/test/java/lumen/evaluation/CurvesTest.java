package lumen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static final int LABEL = 3;

    @Test
    void theRocCurveIsScikitLearns() throws IOException {
        // Given
        ScikitLearnFigures expected = ScikitLearnFigures.read();

        // When
        RocCurve curve = expected.accumulated(true).rocCurves().get(LABEL);

        // Then
        assertThat(curve.falsePositiveRates())
                .containsExactly(expected.values("roc_false_positive_rate"), within(1e-9));
        assertThat(curve.truePositiveRates())
                .containsExactly(expected.values("roc_true_positive_rate"), within(1e-9));
        assertThat(Arrays.copyOfRange(curve.thresholds(), 1, curve.thresholds().length))
                .containsExactly(expected.values("roc_thresholds"), within(1e-6));
    }

    @Test
    void thePrecisionRecallCurveIsScikitLearns() throws IOException {
        // Given
        ScikitLearnFigures expected = ScikitLearnFigures.read();

        // When
        PrecisionRecallCurve curve = expected.accumulated(true).precisionRecallCurves().get(LABEL);

        // Then
        assertThat(curve.precisions())
                .containsExactly(expected.values("curve_precision"), within(1e-9));
        assertThat(curve.recalls()).containsExactly(expected.values("curve_recall"), within(1e-9));
    }

    @Test
    void aThinnedCurveKeepsItsEndsAndItsArea() {
        // Given
        SplittableRandom random = new SplittableRandom(5);
        float[] scores = new float[20_000];
        boolean[] truth = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            truth[i] = random.nextBoolean();
            scores[i] = (float) Math.min(1, random.nextDouble() * (truth[i] ? 1.4 : 1));
        }
        RocCurve whole = RocCurve.of(ScoreRanking.of(scores, truth));

        // When
        RocCurve thinned = whole.thinned(200);

        // Then
        assertThat(thinned.thresholds()).hasSizeBetween(150, 200);
        assertThat(thinned.area()).isEqualTo(whole.area());
        assertThat(thinned.falsePositiveRates()).startsWith(0).endsWith(1).isSorted();
        assertThat(thinned.truePositiveRates()).startsWith(0).endsWith(1).isSorted();
    }
}

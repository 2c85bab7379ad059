package lumen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsAccumulatorTest {
    private static final double NEAR = 1e-9;

    private final ScikitLearnFigures expected = ScikitLearnFigures.read();

    MetricsAccumulatorTest() throws IOException {}

    @ParameterizedTest
    @EnumSource(Figure.class)
    void everyFigureIsScikitLearns(Figure figure) {
        // When
        EvaluationReport report = expected.accumulated(true).report();

        // Then
        // scikit-learn sums the squares in single precision.
        double tolerance = figure == Figure.BRIER_SCORE ? 1e-6 : NEAR;
        assertThat(report.value(figure)).isCloseTo(expected.value(figure.key()), within(tolerance));
    }

    @Test
    void figuresOfEachLabelAreScikitLearns() {
        // When
        EvaluationReport report = expected.accumulated(true).report();

        // Then
        assertLabels(report, "label_precision", label -> label.counts().precision());
        assertLabels(report, "label_recall", label -> label.counts().recall());
        assertLabels(report, "label_f1", label -> label.counts().f1());
        assertLabels(report, "label_average_precision", LabelReport::averagePrecision);
        assertLabels(report, "label_roc_auc", label -> label.rocArea().orElseThrow());
        double[] brier = expected.values("label_brier_score");
        for (int label = 0; label < brier.length; label++) {
            assertThat(report.labels().get(label).calibration().brierScore())
                    .isCloseTo(brier[label], within(1e-6));
        }
    }

    private void assertLabels(
            EvaluationReport report, String key, ToDoubleFunction<LabelReport> figure) {
        assertThat(report.labels().stream().mapToDouble(figure).toArray())
                .as(key)
                .containsExactly(expected.values(key), within(NEAR));
    }

    @Test
    void confusionAndCooccurrenceAreScikitLearns() {
        // When
        EvaluationReport report = expected.accumulated(true).report();

        // Then
        double[] confusion =
                report.labels().stream()
                        .map(LabelReport::counts)
                        .flatMapToDouble(MetricsAccumulatorTest::cells)
                        .toArray();
        assertThat(confusion).isEqualTo(expected.values("label_confusion"));
        assertThat(
                        report.cooccurrence().stream()
                                .flatMap(List::stream)
                                .mapToDouble(Long::doubleValue)
                                .toArray())
                .isEqualTo(expected.values("cooccurrence"));
    }

    private static DoubleStream cells(ConfusionCounts counts) {
        return LongStream.of(
                        counts.trueNegatives(),
                        counts.falsePositives(),
                        counts.falseNegatives(),
                        counts.truePositives())
                .asDoubleStream();
    }

    @Test
    void theReliabilityDiagramIsScikitLearns() {
        // When
        ScoreBins bins = expected.accumulated(true).report().calibration().bins();

        // Then
        double[] frequency = expected.values("calibration_frequency");
        double[] meanScore = expected.values("calibration_mean_score");
        for (int bin = 0; bin < bins.size(); bin++) {
            assertThat(bins.frequency(bin)).isCloseTo(frequency[bin], within(NEAR));
            assertThat(bins.meanScore(bin)).isCloseTo(meanScore[bin], within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void boundedMemoryHardlyChangesAFigure(Figure figure) {
        // When
        double bounded = expected.accumulated(false).report().value(figure);

        // Then
        assertThat(bounded).isCloseTo(expected.value(figure.key()), within(1e-4));
    }

    @Test
    void exampleHistogramsCountEveryExample() {
        // When
        EvaluationReport report = expected.accumulated(true).report();

        // Then
        assertThat(report.exampleHistograms()).hasSize(ExampleFigure.values().length);
        assertThat(report.exampleHistograms().values())
                .allSatisfy(
                        bins ->
                                assertThat(bins.stream().mapToLong(Long::longValue).sum())
                                        .isEqualTo(expected.scores().length));
    }

    @Test
    void aLabelThatIsNowhereHasNoRocArea() {
        // Given
        MetricsAccumulator accumulator =
                MetricsAccumulator.exact(List.of("a", "b"), new double[] {.5, .5});
        accumulator.add(new float[] {.9f, .2f}, new float[] {1, 0});
        accumulator.add(new float[] {.1f, .2f}, new float[] {0, 0});

        // When
        EvaluationReport report = accumulator.report();

        // Then
        assertThat(report.labels().get(0).rocArea()).hasValue(1);
        assertThat(report.labels().get(1).rocArea()).isEmpty();
        assertThat(report.value(Figure.MACRO_ROC_AUC)).isEqualTo(1);
    }

    @Test
    void withoutExamplesFiguresAreZero() {
        // When
        EvaluationReport report =
                MetricsAccumulator.exact(List.of("a"), new double[] {.5}).report();

        // Then
        assertThat(report.examples()).isZero();
        assertThat(report.value(Figure.MACRO_F1)).isZero();
        assertThat(report.figures()).doesNotContainKey(Figure.MACRO_ROC_AUC);
    }

    @Test
    void aScoreThatIsNoProbabilityIsRefused() {
        // Given
        MetricsAccumulator accumulator = MetricsAccumulator.exact(List.of("a"), new double[] {.5});

        // When, then
        assertThatThrownBy(() -> accumulator.add(new float[] {Float.NaN}, new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThat(accumulator.examples()).isZero();
    }
}

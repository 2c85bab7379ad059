package lumen.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95, 11);

    @Test
    void everyIntervalHoldsItsFigure() throws IOException {
        // Given
        MetricsAccumulator evaluation = ScikitLearnFigures.read().accumulated(true);

        // When
        Map<Figure, Interval> intervals = BOOTSTRAP.intervals(evaluation);

        // Then
        assertThat(intervals.keySet())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Figure.EXPECTED_CALIBRATION_ERROR)));
        EvaluationReport report = evaluation.report();
        intervals.forEach(
                (figure, interval) ->
                        assertThat(report.value(figure))
                                .as(figure.key())
                                .isBetween(interval.low(), interval.high()));
    }

    @Test
    void theIntervalOfAShareIsTheBinomialOne() throws IOException {
        // Given
        MetricsAccumulator evaluation = ScikitLearnFigures.read().accumulated(true);

        // When
        Interval interval = BOOTSTRAP.intervals(evaluation).get(Figure.SUBSET_ACCURACY);

        // Then
        double share = evaluation.report().value(Figure.SUBSET_ACCURACY);
        double half = 1.96 * Math.sqrt(share * (1 - share) / evaluation.examples());
        assertThat(interval.low()).isCloseTo(share - half, within(0.15 * half));
        assertThat(interval.high()).isCloseTo(share + half, within(0.15 * half));
    }

    @Test
    void theSameSeedGivesTheSameIntervals() throws IOException {
        // Given
        MetricsAccumulator evaluation = ScikitLearnFigures.read().accumulated(true);
        Bootstrap few = new Bootstrap(50, 0.9, 3);

        // When
        Map<Figure, Interval> again = few.intervals(evaluation);

        // Then
        assertThat(again).isEqualTo(few.intervals(evaluation));
        assertThat(again).isNotEqualTo(new Bootstrap(50, 0.9, 4).intervals(evaluation));
    }

    @Test
    void anEvaluationOfBoundedMemoryHasNoIntervals() {
        // Given
        MetricsAccumulator bounded = MetricsAccumulator.bounded(List.of("a"), new double[] {0.5});

        // When, then
        assertThatThrownBy(() -> BOOTSTRAP.intervals(bounded))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

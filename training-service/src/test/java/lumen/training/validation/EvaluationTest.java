package lumen.training.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lumen.model.file.Aggregation;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> LABELS = List.of("a", "b");

    @Test
    void windowsAreAggregatedPerLabel() {
        // Given a file of two windows
        float[][][] windows = {{{0.2f, 0.9f}, {0.6f, 0.1f}}};

        // When
        float[] mean = Evaluation.aggregate(windows, Aggregation.MEAN)[0];
        float[] max = Evaluation.aggregate(windows, Aggregation.MAX)[0];

        // Then
        assertThat(mean).containsExactly(new float[] {0.4f, 0.5f}, within(1e-6f));
        assertThat(max).containsExactly(0.6f, 0.9f);
    }

    @Test
    void theAggregationThatDecidesBetterIsChosen() {
        // Given labels that are heard in one window only, among windows of noise
        float[][][] windows = {
            {{0.9f, 0.1f}, {0.1f, 0.1f}, {0.1f, 0.1f}},
            {{0.5f, 0.9f}, {0.5f, 0.1f}, {0.5f, 0.1f}},
        };
        float[][] truth = {{1, 0}, {0, 1}};

        // When
        Evaluation tuned = Evaluation.tuned(LABELS, windows, truth, 0.5);

        // Then
        assertThat(tuned.aggregation()).isEqualTo(Aggregation.MAX);
        assertThat(tuned.metrics().microF1()).isEqualTo(1);
        assertThat(tuned.figure()).isEqualTo(1);
    }
}

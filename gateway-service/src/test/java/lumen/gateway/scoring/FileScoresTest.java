package lumen.gateway.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.contracts.rest.Prediction.Segment;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.model.file.Aggregation;
import org.junit.jupiter.api.Test;

class FileScoresTest {
    private static final List<String> LABELS = List.of("sax", "cel");
    private static final Map<String, Double> THRESHOLDS = Map.of("sax", 0.5, "cel", 0.3);

    private static DecisionRule rule(Aggregation aggregation) {
        return new DecisionRule(LABELS, THRESHOLDS, aggregation);
    }

    /** Windows of one second each, one after the other. */
    private static List<WindowScores> windows(float[]... scores) {
        List<WindowScores> windows = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            windows.add(new WindowScores(i, i + 1, scores[i]));
        }
        return windows;
    }

    @Test
    void theHighestScoreCountsWithMax() {
        // Given
        List<WindowScores> windows = windows(new float[] {0.2f, 0.1f}, new float[] {0.7f, 0.2f});

        // When
        FileScores scores = FileScores.of(windows, rule(Aggregation.MAX));

        // Then
        assertThat(scores.scores()).containsExactly(Map.entry("sax", 0.7), Map.entry("cel", 0.2));
        assertThat(scores.recognised()).containsExactly("sax");
    }

    @Test
    void theMeanScoreCountsWithMean() {
        // Given
        List<WindowScores> windows = windows(new float[] {0.2f, 0.1f}, new float[] {0.7f, 0.5f});

        // When
        FileScores scores = FileScores.of(windows, rule(Aggregation.MEAN));

        // Then
        assertThat(scores.scores()).containsExactly(Map.entry("sax", 0.45), Map.entry("cel", 0.3));
        assertThat(scores.recognised()).containsExactly("cel");
    }

    @Test
    void aScoreEqualToItsThresholdIsHeard() {
        // Given: 0.3f is a little more than 0.3, 0.5f is 0.5
        List<WindowScores> windows = windows(new float[] {0.5f, 0.3f});

        // When
        FileScores scores = FileScores.of(windows, rule(Aggregation.MAX));

        // Then
        assertThat(scores.recognised()).containsExactly("sax", "cel");
    }

    @Test
    void consecutiveWindowsAreOneSegment() {
        // Given
        List<WindowScores> windows =
                windows(
                        new float[] {0.6f, 0f},
                        new float[] {0.8f, 0.4f},
                        new float[] {0.1f, 0f},
                        new float[] {0.5f, 0f});

        // When
        FileScores scores = FileScores.of(windows, rule(Aggregation.MAX));

        // Then
        assertThat(scores.timeline())
                .containsExactly(
                        new Segment("sax", 0, 2, 0.8),
                        new Segment("cel", 1, 2, 0.4),
                        new Segment("sax", 3, 4, 0.5));
    }

    @Test
    void scoresThatDoNotFitTheLabelsAreRefused() {
        // Given
        List<WindowScores> windows = windows(new float[] {0.6f});

        // When
        var attempt = assertThatThrownBy(() -> FileScores.of(windows, rule(Aggregation.MAX)));

        // Then
        attempt.isInstanceOf(IllegalArgumentException.class).hasMessage("1 scores for 2 labels");
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        // Given
        List<WindowScores> windows = windows(new float[] {Float.NaN, 0f});

        // When
        var attempt = assertThatThrownBy(() -> FileScores.of(windows, rule(Aggregation.MAX)));

        // Then
        attempt.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }
}

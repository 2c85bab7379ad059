package lumen.contracts.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetricsCsvTest {
    private static final Metrics STEP =
            new Metrics(
                    Scope.STEP, 0, 30, Map.of("train/loss_step", 1 / 3.0, "current_lr/step", 1e-5));
    private static final Metrics EPOCH =
            new Metrics(Scope.TRAIN_EPOCH, 0, 41, Map.of("train/loss_epoch", 0.1 + 0.2));
    private static final Metrics VALIDATION =
            new Metrics(
                    Scope.VALIDATION_EPOCH,
                    0,
                    41,
                    Map.of(
                            "val/f1_epoch",
                            Double.NaN,
                            "instruments/val/Piano, grand_f1",
                            Double.MIN_VALUE));
    private static final Metrics TEST =
            new Metrics(Scope.TEST, 1, 82, Map.of("test/loss_epoch", Double.POSITIVE_INFINITY));

    @Test
    void readingGivesTheRowsAgainToTheLastDigit() {
        // Given
        List<Metrics> rows = List.of(STEP, EPOCH, VALIDATION, TEST);

        // When
        List<Metrics> read = MetricsCsv.read(MetricsCsv.text(rows));

        // Then
        assertThat(read).isEqualTo(rows);
    }

    @Test
    void theHeaderIsTheUnionOfFiguresAndCellsOfOthersAreEmpty() {
        // When
        String text = MetricsCsv.text(List.of(STEP, EPOCH));

        // Then
        assertThat(text)
                .isEqualTo(
                        """
                        epoch,step,current_lr/step,train/loss_epoch,train/loss_step
                        0,30,1.0E-5,,0.3333333333333333
                        0,41,,0.30000000000000004,
                        """);
    }

    @Test
    void epochAndStepAreNoFigures() {
        // Given
        List<String> figures = List.of("train/loss_step", "step");

        // When
        ThrowingCallable form = () -> new MetricsCsv(figures);

        // Then
        assertThatThrownBy(form).isInstanceOf(IllegalArgumentException.class);
    }
}

package lumen.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTableTest {
    private static final ResumePoint START = new ResumePoint(0, 0);
    private static final List<Metrics> ROWS =
            List.of(
                    row(Scope.STEP, 0, 5, "train/loss_step", 0.7),
                    row(Scope.VALIDATION_EPOCH, 0, 10, "val/f1_epoch", 1 / 3.0),
                    row(Scope.TRAIN_EPOCH, 0, 10, "train/loss_epoch", 0.6),
                    row(Scope.STEP, 1, 15, "train/loss_step", 0.5),
                    row(Scope.VALIDATION_EPOCH, 1, 20, "val/f1_epoch", 2 / 3.0),
                    row(Scope.TRAIN_EPOCH, 1, 20, "train/loss_epoch", 0.4),
                    row(Scope.TEST, 1, 20, "test/f1_epoch", 0.9));

    @TempDir Path directory;
    private Path file;

    private static Metrics row(Scope scope, int epoch, long step, String figure, double value) {
        return new Metrics(scope, epoch, step, Map.of(figure, value));
    }

    @BeforeEach
    void aRunHasATable() throws IOException {
        file = directory.resolve("metrics.csv");
        MetricsTable table = new MetricsTable(file, START);
        for (Metrics row : ROWS) {
            table.add(row);
        }
    }

    @Test
    void theFileHoldsEveryRowUnderOneHeader() throws IOException {
        // When
        String text = Files.readString(file);

        // Then
        assertThat(text).isEqualTo(MetricsCsv.text(ROWS));
        assertThat(MetricsCsv.read(text)).isEqualTo(ROWS);
    }

    @Test
    void aRunThatGoesOnWithinAnEpochWritesItsRowsAgain() throws IOException {
        // When
        MetricsTable table = new MetricsTable(file, new ResumePoint(1, 15));
        for (Metrics row : ROWS.subList(4, 7)) {
            table.add(row);
        }

        // Then
        assertThat(MetricsCsv.read(Files.readString(file))).isEqualTo(ROWS);
    }

    @Test
    void theTestIsForgottenByARunThatGoesOnAfterItsLastEpoch() throws IOException {
        // When
        new MetricsTable(file, new ResumePoint(2, 20));

        // Then
        assertThat(MetricsCsv.read(Files.readString(file))).isEqualTo(ROWS.subList(0, 6));
    }

    @Test
    void theLastStepOfAnEpochWithoutItsValidationIsKept() throws IOException {
        // When: the state was written after step 10 and before the first validation
        new MetricsTable(file, new ResumePoint(0, 10));

        // Then
        assertThat(MetricsCsv.read(Files.readString(file))).isEqualTo(ROWS.subList(0, 1));
    }

    @Test
    void aFreshRunForgetsAll() throws IOException {
        // When
        new MetricsTable(file, START);

        // Then
        assertThat(Files.readString(file)).isEqualTo("epoch,step\n");
    }

    @Test
    void aLastRowThatWasCutOffAnywhereIsDropped() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(file);
        int lastBegins = Files.readString(file).stripTrailing().lastIndexOf('\n') + 1;
        for (int length = lastBegins; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            // When
            new MetricsTable(file, new ResumePoint(2, 20));

            // Then
            assertThat(MetricsCsv.read(Files.readString(file)))
                    .as("cut after %d bytes", length)
                    .isEqualTo(ROWS.subList(0, 6));
        }
    }
}

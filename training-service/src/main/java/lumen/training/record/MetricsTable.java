package lumen.training.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress.Metrics;

/**
 * The file {@code metrics.csv}, always complete on disk. Which figures there are is known only when
 * they come: a row is appended when the header has its figures, and otherwise the file is written
 * again with a wider one, in its place at once.
 */
final class MetricsTable {
    private final Path file;
    private MetricsCsv form;

    /**
     * Opens the table of a run that begins or goes on. Rows that come again, and a row that was not
     * written to its end, are dropped.
     */
    MetricsTable(Path file, ResumePoint from) throws IOException {
        this.file = file;
        rewrite(rows().stream().filter(from::isAfter).toList());
    }

    /** Adds a row. */
    void add(Metrics row) throws IOException {
        if (form.holds(row)) {
            Files.writeString(file, form.row(row), StandardOpenOption.APPEND);
        } else {
            List<Metrics> rows = new ArrayList<>(rows());
            rows.add(row);
            rewrite(rows);
        }
    }

    /** The rows that are written to their ends. */
    private List<Metrics> rows() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return MetricsCsv.read(new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8));
    }

    private void rewrite(List<Metrics> rows) throws IOException {
        form = MetricsCsv.forRows(rows);
        AtomicFile.write(file, MetricsCsv.text(rows));
    }
}

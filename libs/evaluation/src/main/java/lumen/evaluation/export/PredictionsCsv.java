package lumen.evaluation.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Predictions as comma separated values: {@code file}, then {@code score_CODE}, {@code
 * recognised_CODE} and {@code truth_CODE} for each label. Scores have all their digits; truth that
 * is not known is empty.
 */
public final class PredictionsCsv implements PredictionWriter {
    private final List<String> labels;
    private final CsvWriter csv;

    /**
     * Writes the header.
     *
     * @param labels the labels' codes, in the order of the predictions' lists
     */
    public PredictionsCsv(Writer target, List<String> labels) {
        this.labels = List.copyOf(labels);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(target);
        List<String> header = new ArrayList<>();
        header.add("file");
        for (String kind : List.of("score_", "recognised_", "truth_")) {
            labels.forEach(label -> header.add(kind + label));
        }
        csv.writeRecord(header);
    }

    @Override
    public void write(Prediction prediction) {
        List<String> row = new ArrayList<>();
        row.add(prediction.file());
        prediction.scores().forEach(score -> row.add(Float.toString(score)));
        prediction.recognised().forEach(recognised -> row.add(recognised ? "1" : "0"));
        for (int label = 0; label < labels.size(); label++) {
            row.add(prediction.truth().isEmpty() ? "" : prediction.truth().get(label) ? "1" : "0");
        }
        csv.writeRecord(row);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}

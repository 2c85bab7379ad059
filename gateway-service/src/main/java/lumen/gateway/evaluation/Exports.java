package lumen.gateway.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.Figure;
import lumen.evaluation.LabelReport;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;

/** The results of a job as files for other programs. */
@ApplicationScoped
public class Exports {
    private static final int TRANSACTION_SECONDS = 300;

    /** What the reference calls the figures over all labels. */
    private static final Map<String, Figure> REFERENCE_FIGURES =
            Map.of(
                    "accuracy", Figure.ACCURACY,
                    "f1", Figure.MACRO_F1,
                    "hamming_distance", Figure.HAMMING_DISTANCE,
                    "precision", Figure.MACRO_PRECISION,
                    "recall", Figure.MACRO_RECALL);

    /** The reference's figures in the order of its files. */
    private static final List<String> FIGURE_NAMES =
            List.of("accuracy", "f1", "hamming_distance", "precision", "recall");

    /** Writes a file. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream output) throws IOException;
    }

    /**
     * A file that can be had.
     *
     * @param name what it should be called
     */
    public record Export(String name, Body body) {}

    private final ExportedFiles files;
    private final TestEvaluations evaluations;
    private final ObjectMapper json;

    Exports(ExportedFiles files, TestEvaluations evaluations, ObjectMapper json) {
        this.files = files;
        this.evaluations = evaluations;
        this.json = json;
    }

    /**
     * An export; whether there is one is checked at once, it is read as it is written.
     *
     * @throws LumenException JOB_NOT_FOUND, METRICS_NOT_READY; of a form with metrics also
     *     NOT_A_TEST, NOTHING_SCORED
     */
    public Export of(UUID id, ExportForm form) {
        JobEntity job = QuarkusTransaction.requiringNew().call(() -> JobEntity.findById(id));
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        if (!job.life().state().ended()) {
            throw new LumenException(ErrorCode.METRICS_NOT_READY, "The job has not ended.");
        }
        JobModelEntity model =
                QuarkusTransaction.requiringNew().call(() -> JobModelEntity.findById(id));
        TestEvaluation evaluation = form.needsMetrics() ? evaluations.of(id) : null;
        return new Export(
                form.fileName(RunName.of(job)),
                output -> {
                    Writer text =
                            new BufferedWriter(
                                    new OutputStreamWriter(output, StandardCharsets.UTF_8));
                    switch (form) {
                        case PREDICTIONS_JSON -> predictionsJson(model, text);
                        case FILE_METRICS_YAML -> yaml(model, evaluation.files().report(), text);
                        case CHUNK_METRICS_YAML -> yaml(model, evaluation.chunks().report(), text);
                        case PREDICTIONS_CSV -> predictionsCsv(model, text);
                        case METRICS_CSV -> metricsCsv(evaluation.files().report(), text);
                        case MIREX_BINARY -> mirexBinary(model, text);
                        case MIREX_AFFINITY -> mirexAffinity(model, text);
                    }
                    text.flush();
                });
    }

    private void read(JobModelEntity model, ExportedFiles.Sink sink) throws IOException {
        try {
            QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .run(() -> files.read(model.jobId, sink));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void predictionsJson(JobModelEntity model, Writer text) throws IOException {
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.useDefaultPrettyPrinter();
            generator.writeStartObject();
            read(
                    model,
                    file -> {
                        if (file.error() == null) {
                            generator.writeObjectFieldStart(file.name());
                            for (String label : model.labels) {
                                generator.writeNumberField(label, bit(file.recognised(), label));
                            }
                            generator.writeEndObject();
                        }
                    });
            generator.writeEndObject();
        }
    }

    private static int bit(List<String> labels, String label) {
        return labels.contains(label) ? 1 : 0;
    }

    private static void yaml(JobModelEntity model, EvaluationReport report, Writer text)
            throws IOException {
        for (String name : FIGURE_NAMES) {
            text.write(name + ": " + report.value(REFERENCE_FIGURES.get(name)) + "\n");
        }
        for (LabelReport label : report.labels()) {
            String full = model.labelNames.path(label.label()).asText(label.label());
            for (String name : FIGURE_NAMES) {
                text.write("instruments/%s_%s: %s\n".formatted(full, name, figure(name, label)));
            }
        }
    }

    private static double figure(String name, LabelReport label) {
        return switch (name) {
            case "accuracy" -> label.counts().accuracy();
            case "f1" -> label.counts().f1();
            case "hamming_distance" -> 1 - label.counts().accuracy();
            case "precision" -> label.counts().precision();
            case "recall" -> label.counts().recall();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void predictionsCsv(JobModelEntity model, Writer text) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        List<String> header = new ArrayList<>(List.of("file", "error"));
        model.labels.forEach(label -> header.add("score_" + label));
        model.labels.forEach(label -> header.add("recognised_" + label));
        model.labels.forEach(label -> header.add("true_" + label));
        csv.writeRecord(header);
        read(
                model,
                file -> {
                    List<String> row = new ArrayList<>(header.size());
                    row.add(file.name());
                    row.add(file.error() == null ? "" : file.error());
                    for (String label : model.labels) {
                        row.add(file.scores() == null ? "" : file.scores().get(label).asText());
                    }
                    model.labels.forEach(label -> row.add(cell(file.recognised(), label)));
                    model.labels.forEach(label -> row.add(cell(file.truth(), label)));
                    csv.writeRecord(row);
                });
        csv.flush();
    }

    private static String cell(List<String> labels, String label) {
        return labels == null ? "" : Integer.toString(bit(labels, label));
    }

    private static void metricsCsv(EvaluationReport report, Writer text) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        csv.writeRecord("label", "figure", "value");
        report.figures()
                .forEach((figure, value) -> csv.writeRecord("", figure.key(), value.toString()));
        for (LabelReport label : report.labels()) {
            for (String name : FIGURE_NAMES) {
                csv.writeRecord(label.label(), name, Double.toString(figure(name, label)));
            }
            csv.writeRecord(
                    label.label(), "average_precision", Double.toString(label.averagePrecision()));
            label.rocArea()
                    .ifPresent(
                            area ->
                                    csv.writeRecord(
                                            label.label(), "roc_auc", Double.toString(area)));
        }
        csv.flush();
    }

    private void mirexBinary(JobModelEntity model, Writer text) throws IOException {
        read(
                model,
                file -> {
                    if (file.error() == null) {
                        for (String label : file.recognised()) {
                            text.write(file.name() + "\t" + label + "\t1\n");
                        }
                    }
                });
    }

    private void mirexAffinity(JobModelEntity model, Writer text) throws IOException {
        read(
                model,
                file -> {
                    if (file.error() == null) {
                        for (String label : model.labels) {
                            text.write(
                                    file.name()
                                            + "\t"
                                            + label
                                            + "\t"
                                            + file.scores().get(label).asText()
                                            + "\n");
                        }
                    }
                });
    }
}

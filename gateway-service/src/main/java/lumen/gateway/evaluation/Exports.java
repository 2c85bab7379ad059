package lumen.gateway.evaluation;

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
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.ExampleFigure;
import lumen.evaluation.LabelReport;
import lumen.evaluation.export.MetricsYaml;
import lumen.evaluation.export.PredictionWriter;
import lumen.evaluation.export.PredictionsCsv;
import lumen.evaluation.export.PredictionsJson;
import lumen.evaluation.export.PredictionsMirex;
import lumen.evaluation.export.PredictionsMirex.Form;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;

/** The results of a job as files for other programs. */
@ApplicationScoped
public class Exports {
    private static final int TRANSACTION_SECONDS = 300;

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

    Exports(ExportedFiles files, TestEvaluations evaluations) {
        this.files = files;
        this.evaluations = evaluations;
    }

    /**
     * An export; whether there is one is checked at once, it is read as it is written.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_FOUND, METRICS_NOT_READY; of a form with metrics
     *     also NOT_A_TEST, NOTHING_SCORED
     */
    public Export of(UUID id, ExportForm form) {
        JobEntity job = QuarkusTransaction.requiringNew().call(() -> JobEntity.findById(id));
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        if (job.kind == JobKind.TRAIN) {
            throw new LumenException(
                    ErrorCode.NOT_FOUND,
                    "A training run has no predictions; GET /trainings/%s/metrics tells its figures."
                            .formatted(id));
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
                        case PREDICTIONS_JSON ->
                                write(model, new PredictionsJson(text, model.labels));
                        case FILE_METRICS_YAML ->
                                MetricsYaml.write(text, evaluation.files().report(), names(model));
                        case CHUNK_METRICS_YAML ->
                                MetricsYaml.write(text, evaluation.chunks().report(), names(model));
                        case PREDICTIONS_CSV ->
                                write(model, new PredictionsCsv(text, model.labels));
                        case METRICS_CSV -> metricsCsv(evaluation.files().report(), text);
                        case MIREX_RELEVANCE ->
                                write(
                                        model,
                                        new PredictionsMirex(text, model.labels, Form.RELEVANCE));
                        case MIREX_AFFINITY ->
                                write(
                                        model,
                                        new PredictionsMirex(text, model.labels, Form.AFFINITY));
                    }
                    output.flush();
                });
    }

    /** Writes the files that were scored; what failed is told by the job's items. */
    private void write(JobModelEntity model, PredictionWriter writer) throws IOException {
        try (writer) {
            QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .run(() -> files.read(model.jobId, model.labels, writer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> names(JobModelEntity model) {
        return model.labels.stream()
                .map(label -> model.labelNames.path(label).asText(label))
                .toList();
    }

    private static void metricsCsv(EvaluationReport report, Writer text) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
        csv.writeRecord("label", "figure", "value");
        report.figures()
                .forEach((figure, value) -> csv.writeRecord("", figure.key(), value.toString()));
        for (LabelReport label : report.labels()) {
            for (ExampleFigure figure : ExampleFigure.values()) {
                csv.writeRecord(
                        label.label(), figure.key(), Double.toString(figure.of(label.counts())));
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
}

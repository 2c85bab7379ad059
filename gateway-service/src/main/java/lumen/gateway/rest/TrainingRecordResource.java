package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import lumen.contracts.rest.TrainingFile;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.gateway.store.TrainingQueries;
import lumen.gateway.training.RunFiles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What is recorded of training runs: figures, log, files. */
@Path("/trainings/{id}")
@RunOnVirtualThread
@Tag(name = "Trainings")
public class TrainingRecordResource {
    private static final String CSV = "text/csv";
    private static final int LINES = 1_000;
    private static final int MOST_LINES = 10_000;

    /** The forms in which something is told. */
    private enum Form {
        JSON,
        CSV,
        TEXT
    }

    private final TrainingQueries queries;
    private final RunFiles files;

    TrainingRecordResource(TrainingQueries queries, RunFiles files) {
        this.queries = queries;
        this.files = files;
    }

    /** Tells the figures of a run, as its {@code metrics.csv} has them. */
    @GET
    @Path("/metrics")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "Tell the figures of a training run",
            description =
                    "The rows of its `metrics.csv`: as JSON, or as CSV with `Accept: text/csv` or"
                            + " `format=csv`.")
    public Response metrics(
            @RestPath String id, @RestQuery String format, @Context HttpHeaders headers) {
        TrainingMetricsView metrics = queries.metrics(RequestValues.training(id));
        if (form(format, headers, CSV, Form.CSV) == Form.JSON) {
            return Response.ok(metrics, MediaType.APPLICATION_JSON_TYPE).build();
        }
        String text =
                MetricsCsv.text(
                        metrics.rows().stream()
                                .map(
                                        row ->
                                                new Metrics(
                                                        row.scope(),
                                                        row.epoch(),
                                                        row.step(),
                                                        row.values()))
                                .toList());
        return Response.ok(text, CSV + ";charset=UTF-8").build();
    }

    /** Tells the log of a run. */
    @GET
    @Path("/log")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Tell the log of a training run",
            description =
                    "The last `lines` (1000), or those from the one with number `from` on: as JSON,"
                            + " or as text with `Accept: text/plain` or `format=text`.")
    public Response log(
            @RestPath String id,
            @RestQuery String from,
            @RestQuery String lines,
            @RestQuery String format,
            @Context HttpHeaders headers) {
        TrainingLogView log =
                queries.log(
                        RequestValues.training(id),
                        RequestValues.line("from", from),
                        RequestValues.count("lines", lines, LINES, MOST_LINES));
        if (form(format, headers, MediaType.TEXT_PLAIN, Form.TEXT) == Form.JSON) {
            return Response.ok(log, MediaType.APPLICATION_JSON_TYPE).build();
        }
        StringBuilder text = new StringBuilder();
        log.lines().forEach(line -> text.append(line).append('\n'));
        return Response.ok(text.toString(), MediaType.TEXT_PLAIN + ";charset=UTF-8").build();
    }

    private static Form form(String format, HttpHeaders headers, String type, Form other) {
        Form asked = RequestValues.constant(Form.class, "format", format);
        if (asked != null) {
            if (asked != Form.JSON && asked != other) {
                throw RequestValues.invalid("format", "must be JSON or " + other, null);
            }
            return asked;
        }
        // The first of the accepted types that there is; anything is JSON.
        return headers.getAcceptableMediaTypes().stream()
                        .filter(
                                accepted ->
                                        accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                                                || accepted.isCompatible(MediaType.valueOf(type)))
                        .findFirst()
                        .filter(accepted -> !accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                        .isPresent()
                ? other
                : Form.JSON;
    }

    /** Lists the files of a run. */
    @GET
    @Path("/files")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the files of a training run")
    public List<TrainingFile> files(@RestPath String id) {
        return files.list(RequestValues.training(id));
    }

    /** Answers a file of a run. */
    @GET
    @Path("/files/{name}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Get a file of a training run",
            description =
                    "`config.yaml`, `hparams.yaml`, `metrics.csv`, `log.txt`, `best.onnx`,"
                            + " `last.onnx`, `learning_rates.csv` of a search for a learning rate,"
                            + " spectrograms of the newest epoch's first samples after augmentation"
                            + " as `examples.json` names them, and the event files for TensorBoard"
                            + " as `GET /trainings/{id}/files` names them.")
    public Response file(@RestPath String id, @RestPath String name) {
        UUID run = RequestValues.training(id);
        return Response.ok(files.file(run, name).toFile())
                .type(type(name))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(name))
                .build();
    }

    private static String type(String name) {
        return switch (name) {
            case "config.yaml", "hparams.yaml" -> "application/yaml;charset=UTF-8";
            case "metrics.csv", "learning_rates.csv" -> CSV + ";charset=UTF-8";
            case "log.txt" -> MediaType.TEXT_PLAIN + ";charset=UTF-8";
            case "examples.json" -> MediaType.APPLICATION_JSON;
            default -> name.endsWith(".png") ? "image/png" : MediaType.APPLICATION_OCTET_STREAM;
        };
    }
}

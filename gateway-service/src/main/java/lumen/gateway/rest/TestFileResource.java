package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.evaluation.drawing.Png;
import lumen.evaluation.drawing.Svg;
import lumen.gateway.evaluation.ExportForm;
import lumen.gateway.evaluation.Exports;
import lumen.gateway.evaluation.TestPlots;
import lumen.gateway.evaluation.TestPlots.Plot;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The results of jobs as plots and files. */
@Path("/jobs")
@RunOnVirtualThread
@Tag(name = "Tests")
public class TestFileResource {
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png";
    private static final String YAML = "application/yaml";
    private static final String CSV = "text/csv";

    private final TestPlots plots;
    private final Exports exports;

    TestFileResource(TestPlots plots, Exports exports) {
        this.plots = plots;
        this.exports = exports;
    }

    /** Draws a plot of a TEST job. */
    @GET
    @Path("/{id}/plots/{plot}.{format:png|svg}")
    @Produces({PNG, SVG})
    @Operation(
            summary = "Draw a plot",
            description =
                    "Plots: `roc`, `pr`, `confusion`, `metrics`, `histogram`, `calibration`, and"
                            + " `accuracy_hist`, `f1_hist`, `hamming_distance_hist`,"
                            + " `precision_hist`, `recall_hist` for how many files reach which"
                            + " value. `level=chunks` draws it over windows instead of files,"
                            + " `theme=dark` for a dark page, `scale=2` (1 to 4) a larger PNG.")
    public Response plot(
            @RestPath String id,
            @RestPath String plot,
            @RestPath String format,
            @RestQuery String level,
            @RestQuery String theme,
            @RestQuery String scale) {
        UUID job = RequestValues.job(id);
        double factor = RequestValues.scale(scale);
        Plot drawn =
                plots.draw(
                        job,
                        plot,
                        RequestValues.oneOf("level", level, TestPlots.Level.class),
                        RequestValues.oneOf("theme", theme, TestPlots.Ground.class));
        boolean svg = format.equals("svg");
        return Response.ok(svg ? Svg.of(drawn.drawing()) : Png.of(drawn.drawing(), factor))
                .type(svg ? SVG : PNG)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"%s.%s\"".formatted(drawn.name(), format))
                .build();
    }

    /** Answers the results of a job in another form. */
    @GET
    @Path("/{id}/export/{form}")
    @Produces({MediaType.APPLICATION_JSON, YAML, CSV, MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Export results",
            description =
                    "Forms: `preds.json`, `metrics_files.yaml` and `metrics_patch.yaml` as the"
                        + " reference writes them, `predictions.csv` and `metrics.csv` for"
                        + " spreadsheets, `mirex_relevance.txt` and `mirex_affinity.txt` for MIREX"
                        + " audio tag classification.")
    public Response export(@RestPath String id, @RestPath String form) throws IOException {
        UUID job = RequestValues.job(id);
        ExportForm wanted =
                ExportForm.of(form)
                        .orElseThrow(
                                () ->
                                        new LumenException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no export %s; there are %s."
                                                        .formatted(
                                                                form,
                                                                Arrays.stream(ExportForm.values())
                                                                        .map(ExportForm::key)
                                                                        .toList())));
        Exports.Export export = exports.of(job, wanted);
        // Whole, at most some tens of megabytes: streamed from a virtual thread, the answer now and
        // then went out without its Content-Type.
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        export.body().writeTo(body);
        return Response.ok(body.toByteArray())
                .type(wanted.mediaType() + ";charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + export.name() + "\"")
                .build();
    }
}

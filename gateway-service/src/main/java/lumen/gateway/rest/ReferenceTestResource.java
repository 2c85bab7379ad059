package lumen.gateway.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.datasets.DatasetType;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.submission.Submission;
import lumen.gateway.submission.TestDatasets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The reference server's addresses for tests; each request is a TEST job. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reference")
public class ReferenceTestResource {
    /**
     * A dataset as the reference names it.
     *
     * @param type one of {@code GET /dataset-types}
     * @param path its directory or .csv file on the server
     */
    public record NamedDataset(
            @JsonProperty("dataset_type") String type, @JsonProperty("dataset_path") String path) {
        String text() {
            return type + ":" + path;
        }
    }

    private final ReferenceJobs jobs;
    private final TestDatasets datasets;
    private final ModelRegistry models;

    ReferenceTestResource(ReferenceJobs jobs, TestDatasets datasets, ModelRegistry models) {
        this.jobs = jobs;
        this.datasets = datasets;
        this.models = models;
    }

    /** Lists the types of labelled datasets. */
    @GET
    @Path("/dataset-types")
    @Operation(summary = "List the types of labelled datasets")
    public List<String> datasetTypes() {
        return Arrays.stream(DatasetType.values())
                .filter(DatasetType::labelled)
                .map(DatasetType::value)
                .toList();
    }

    /** Tests a model on labelled files on the server. */
    @POST
    @Path("/model/test-directory")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Test a model on datasets on the server and wait",
            description =
                    "Answers the metrics over files, and under `predictions` an object of 0 or 1"
                        + " for each label, keyed by path. With `add_instrument_metrics=true` also"
                        + " the metrics of each instrument.")
    public Response testDirectory(
            @RestQuery("model_ckpt_path") String model,
            @RestQuery("add_instrument_metrics") boolean ofInstruments,
            List<NamedDataset> body)
            throws InterruptedException {
        Submission submission = submission(model, body);
        ReferenceAnswer answer = jobs.answer(submission);
        Map<String, Object> files = answer.files();
        Map<String, Object> metrics =
                ReferenceMetrics.of(answer.items(), names(submission), ofInstruments);
        metrics.put("predictions", files);
        return Response.ok(metrics).build();
    }

    /** Tests a model on labelled files on the server, telling each as it ends. */
    @POST
    @Path("/model/test-directory-stream")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(ReferenceJobs.LINES)
    @Operation(
            summary = "Test a model on datasets on the server, line by line",
            description =
                    "Answers a line of JSON whenever files have ended, in the form of"
                            + " `/model/test-directory`; its metrics are about these files only.")
    public Response testDirectoryStream(
            @RestQuery("model_ckpt_path") String model,
            @RestQuery("add_instrument_metrics") boolean ofInstruments,
            List<NamedDataset> body) {
        Submission submission = submission(model, body);
        Map<String, String> names = names(submission);
        return jobs.lines(submission, items -> line(items, names, ofInstruments));
    }

    private static Map<String, Object> line(
            List<ItemView> items, Map<String, String> names, boolean ofInstruments) {
        Map<String, Object> line = ReferenceMetrics.of(items, names, ofInstruments);
        line.put("predictions", ReferenceLines.predictions(items));
        return line;
    }

    private Submission submission(String model, List<NamedDataset> body) {
        if (body == null || body.contains(null)) {
            throw new LumenException(
                    ErrorCode.REQUEST_MALFORMED, "The body must be an array of datasets.");
        }
        List<String> paths = body.stream().map(NamedDataset::text).toList();
        // As the reference does it: first what is wrong with the datasets, then with the model.
        datasets.check(paths);
        return new Submission(
                JobKind.TEST,
                jobs.model(model),
                null,
                Optional.empty(),
                new Submission.OnServer(paths));
    }

    private Map<String, String> names(Submission submission) {
        return models.use(submission.model()).metadata().labelNames();
    }
}

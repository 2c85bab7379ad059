package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.TestComparison;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.ThresholdRequest;
import lumen.gateway.evaluation.JobComparison;
import lumen.gateway.evaluation.TestEvaluations;
import lumen.gateway.evaluation.TunedModels;
import lumen.gateway.store.TestQueries;
import lumen.gateway.store.TestQueries.Order;
import lumen.gateway.store.TestQueries.PredictionError;
import lumen.gateway.store.TestQueries.PredictionFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How well a model did in a TEST job. */
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Tests", description = "Predictions of labelled files, compared with the truth")
public class TestResource {
    private final TestEvaluations evaluations;
    private final JobComparison comparison;
    private final TunedModels tunedModels;
    private final TestQueries queries;

    TestResource(
            TestEvaluations evaluations,
            JobComparison comparison,
            TunedModels tunedModels,
            TestQueries queries) {
        this.evaluations = evaluations;
        this.comparison = comparison;
        this.tunedModels = tunedModels;
        this.queries = queries;
    }

    /** Tells the metrics of a TEST job that has ended. */
    @GET
    @Path("/{id}/metrics")
    @Operation(
            summary = "Tell how well the model did",
            description =
                    "Figures over files and over windows, for each label and for all, and which"
                        + " files they are about. With `batchSize=N` also `f1_batch_mean`: macro F1"
                        + " over the windows of N files at a time, in the mean, which the reference"
                        + " reports for training.")
    public TestMetrics metrics(@RestPath String id, @RestQuery String batchSize) {
        return evaluations.metrics(RequestValues.job(id), RequestValues.batchSize(batchSize));
    }

    /** Lists predictions with their truth. */
    @GET
    @Path("/{id}/predictions")
    @Operation(
            summary = "List predictions with the truth",
            description =
                    "Filters: `label`; `error`, one of `false_positive`, `false_negative` and"
                        + " `any`, of that label or of any. `order=worst` puts those first whose"
                        + " scores are furthest from the truth.")
    public Page<ItemView> predictions(
            @RestPath String id,
            @RestQuery String label,
            @RestQuery String error,
            @RestQuery String order,
            @RestQuery String page,
            @RestQuery String size) {
        return queries.predictions(
                RequestValues.job(id),
                new PredictionFilter(
                        label == null || label.isBlank() ? null : label,
                        RequestValues.constant(PredictionError.class, "error", error),
                        RequestValues.oneOf("order", order, Order.class)),
                RequestValues.page(page),
                RequestValues.size(size));
    }

    /** Puts two TEST jobs side by side. */
    @GET
    @Path("/compare")
    @Operation(
            summary = "Put two tests side by side",
            description =
                    "The figures over files of both, each label's F1, and which of the files that"
                            + " both have scored only one of them got right.")
    public TestComparison compare(@RestQuery String left, @RestQuery String right) {
        return comparison.of(
                RequestValues.job(RequestValues.required("left", left)),
                RequestValues.job(RequestValues.required("right", right)));
    }

    /** Makes a model whose thresholds suit the files of a TEST job. */
    @POST
    @Path("/{id}/thresholds")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tune a model's thresholds",
            description =
                    "Writes a new model: the tested one with the thresholds that suit the job's"
                            + " files, one for all labels (`GLOBAL`) or one for each (`PER_LABEL`)."
                            + " Use a validation set, never the set that figures are told of.")
    @APIResponse(
            responseCode = "201",
            description = "The new model",
            content = @Content(schema = @Schema(implementation = ModelView.class)))
    public Response tune(@RestPath String id, ThresholdRequest request) {
        ModelView model = tunedModels.tune(RequestValues.job(id), request);
        return Response.created(URI.create("/models/" + model.id())).entity(model).build();
    }
}

package lumen.gateway.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingComparison;
import lumen.contracts.rest.TrainingResumption;
import lumen.contracts.rest.TrainingView;
import lumen.gateway.store.TrainingQueries;
import lumen.gateway.training.RunComparison;
import lumen.gateway.training.TrainingControl;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Training runs: list, look at, compare, stop, resume. They are submitted and cancelled as jobs.
 */
@Path("/trainings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(
        name = "Trainings",
        description =
                "Models from labelled datasets. `POST /jobs` with kind TRAIN submits a run, `DELETE"
                        + " /jobs/{id}` ends it at once.")
public class TrainingResource {
    private static final int MOST_COMPARED = 20;

    private final TrainingQueries queries;
    private final TrainingControl control;

    TrainingResource(TrainingQueries queries, TrainingControl control) {
        this.queries = queries;
        this.control = control;
    }

    /** Lists runs, the newest first. */
    @GET
    @Operation(
            summary = "List training runs, the newest first",
            description =
                    "Filters: `state`, `model` (the architecture), `from` and `to` (times of"
                            + " submission, such as 2026-01-31T12:00:00Z).")
    public Page<TrainingView> list(
            @RestQuery String page,
            @RestQuery String size,
            @RestQuery String state,
            @RestQuery String model,
            @RestQuery String from,
            @RestQuery String to) {
        return queries.list(
                new TrainingQueries.TrainingFilter(
                        RequestValues.constant(State.class, "state", state),
                        RequestValues.lowerCase(model),
                        RequestValues.time("from", from),
                        RequestValues.time("to", to)),
                RequestValues.page(page),
                RequestValues.size(size));
    }

    /** Puts runs side by side. */
    @GET
    @Path("/compare")
    @Operation(
            summary = "Put training runs side by side",
            description =
                    "`ids`: from 2 to 20 runs, separated by commas. The options in which they"
                            + " differ, and the last value of each figure.")
    public TrainingComparison compare(@RestQuery String ids) {
        List<String> named =
                Arrays.stream(RequestValues.required("ids", ids).split(",", -1))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .toList();
        if (named.size() < 2 || named.size() > MOST_COMPARED) {
            throw RequestValues.invalid(
                    "ids", "must name from 2 to %d runs".formatted(MOST_COMPARED), null);
        }
        return RunComparison.of(
                named.stream().map(id -> queries.run(RequestValues.training(id))).toList(),
                Instant.now());
    }

    /** Tells how far a run is. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Tell how far a training run is")
    public TrainingView get(@RestPath String id) {
        return queries.run(RequestValues.training(id));
    }

    /** Ends the training early; the run is tested and has a model. */
    @POST
    @Path("/{id}/stop")
    @Operation(
            summary = "Stop a training run",
            description =
                    "It ends after the present step, is tested, and its best model is served. A run"
                            + " that has not begun is cancelled.")
    public TrainingView stop(@RestPath String id) {
        return control.stop(RequestValues.training(id));
    }

    /** Takes a run that has ended up again as it was. */
    @POST
    @Path("/{id}/resume")
    @Operation(hidden = true)
    public TrainingView resume(@RestPath String id) {
        return control.resume(RequestValues.training(id), JsonNodeFactory.instance.objectNode());
    }

    /** Takes a run that has ended up again, with other options. */
    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Resume a training run",
            description =
                    "From its last checkpoint, exactly as it would have gone on. A body may name"
                        + " options that are different from now on: `{\"training\": {\"epochs\":"
                        + " 60}}`. Also `early_stopping_metric_patience` and the options of group"
                        + " EXECUTION may be different.")
    public TrainingView resume(@RestPath String id, TrainingResumption changes) {
        return changes == null || changes.training() == null
                ? resume(id)
                : control.resume(RequestValues.training(id), changes.training());
    }
}

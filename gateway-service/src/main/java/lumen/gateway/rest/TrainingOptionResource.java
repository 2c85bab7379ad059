package lumen.gateway.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.TrainingCheck;
import lumen.contracts.rest.TrainingOptions;
import lumen.gateway.training.OptionCatalogue;
import lumen.gateway.training.OptionCheck;
import lumen.recipe.Recipe;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What training runs can be told. */
@Path("/training-options")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Trainings")
public class TrainingOptionResource {
    private final OptionCheck check;

    TrainingOptionResource(OptionCheck check) {
        this.check = check;
    }

    /** Tells every option, preset, architecture, transform and augmentation. */
    @GET
    @Operation(
            summary = "Tell what a training run can be told",
            description =
                    "Every option with its default, bounds and meaning, the presets, architectures"
                            + " and transforms, and the augmentations with their arguments.")
    public TrainingOptions options() {
        return OptionCatalogue.all();
    }

    /** Checks options as if a run was submitted with them. */
    @POST
    @Path("/check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Check the options of a training run",
            description =
                    "The body is an object of options. The answer names every fault, or tells all"
                            + " options with what was left out filled in.")
    public TrainingCheck check(ObjectNode options) {
        if (options == null) {
            throw new LumenException(ErrorCode.REQUEST_MALFORMED, "The request has no body.");
        }
        OptionCheck.Outcome outcome = check.check(options);
        return new TrainingCheck(
                outcome.recipe().isPresent(),
                outcome.faults(),
                outcome.recipe().map(Recipe::toJson).orElse(null));
    }
}

package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import lumen.contracts.rest.ModelView;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.store.TrainingQueries;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Models: list and look at. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class ModelResource {
    private final ModelRegistry models;
    private final TrainingQueries trainings;

    ModelResource(ModelRegistry models, TrainingQueries trainings) {
        this.models = models;
        this.trainings = trainings;
    }

    /** Lists the models, usable or not, by id. */
    @GET
    @Operation(summary = "List the models, usable or not")
    public List<ModelView> list() {
        return models.list();
    }

    /** Tells all about a model, with its card. Its id may contain slashes. */
    @GET
    @Path("/{id:.+}")
    @Operation(
            summary = "Tell all about a model",
            description =
                    "With its card, and the training run that it came out of. The id may contain"
                            + " slashes.")
    public ModelView get(@RestPath String id) {
        ModelView model = models.get(id);
        return trainings.origin(model.id()).map(model::trainedBy).orElse(model);
    }
}

package lumen.inference.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.ModelView.ModelState;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.operation.Models;
import lumen.inference.scoring.LoadedModel;
import lumen.inference.scoring.ModelPool;
import lumen.model.file.ModelDescription;

/** The models as this replica sees them: broken files with the reason. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private final ModelPool pool;
    private final Models models;

    ModelResource(ModelPool pool, Models models) {
        this.pool = pool;
        this.models = models;
    }

    @GET
    public List<ModelView> list() {
        return pool.entries().values().stream().map(this::view).toList();
    }

    @GET
    @Path("{id: .+}")
    public ModelView get(String id) {
        ModelEntry entry = pool.entries().get(id);
        if (entry == null) {
            throw new LumenException(ErrorCode.MODEL_NOT_FOUND, "There is no model " + id);
        }
        return view(entry);
    }

    /** A broken file whose last good version is still served is shown as ready, with the error. */
    private ModelView view(ModelEntry entry) {
        return switch (entry) {
            case ModelEntry.Usable usable -> view(entry.id(), usable.description(), null);
            case ModelEntry.Broken broken -> {
                Optional<LoadedModel> lastGood = pool.loaded(broken.id());
                yield lastGood.isPresent()
                        ? view(entry.id(), lastGood.get().description(), broken.reason())
                        : broken(broken);
            }
        };
    }

    private ModelView view(String id, ModelDescription description, String error) {
        return new ModelView(
                id,
                description.version(),
                ModelState.READY,
                error,
                isDefault(id),
                List.of(),
                description.metadata().architecture(),
                description.metadata().labels(),
                description.metadata().labelNames(),
                description.metadata().thresholds(),
                description.metadata().aggregation().name(),
                description.metadata().featureSpecification(),
                description.metadata().provenance(),
                description.inputShape(),
                description.sizeBytes(),
                description.parameters(),
                null,
                null);
    }

    private ModelView broken(ModelEntry.Broken entry) {
        return ModelView.broken(entry.id(), entry.reason(), isDefault(entry.id()), List.of(), null);
    }

    private boolean isDefault(String id) {
        return id.equals(models.defaultId(pool));
    }
}

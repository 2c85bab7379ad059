package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import lumen.contracts.rest.ModelView;
import lumen.gateway.registry.ModelRegistry;
import org.jboss.resteasy.reactive.RestPath;

/** Models: list and look at. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelResource {
    private final ModelRegistry models;

    ModelResource(ModelRegistry models) {
        this.models = models;
    }

    /** Lists the models, usable or not, by id. */
    @GET
    public List<ModelView> list() {
        return models.list();
    }

    /** Tells all about a model, with its card. Its id may contain slashes. */
    @GET
    @Path("/{id:.+}")
    public ModelView get(@RestPath String id) {
        return models.get(id);
    }
}

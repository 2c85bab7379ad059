package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ModelAlias;
import lumen.gateway.registry.ModelAliases;
import lumen.gateway.registry.ModelRegistry;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Names under which models are asked for. */
@Path("/model-aliases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class ModelAliasResource {
    private final ModelRegistry models;
    private final ModelAliases aliases;

    ModelAliasResource(ModelRegistry models, ModelAliases aliases) {
        this.models = models;
        this.aliases = aliases;
    }

    /**
     * The model that an alias is to mean.
     *
     * @param model a model's id, or another alias of it
     */
    public record Target(String model) {}

    @GET
    @Operation(summary = "List the aliases of models")
    public List<ModelAlias> list() {
        return aliases.all().entrySet().stream()
                .map(alias -> new ModelAlias(alias.getKey(), alias.getValue()))
                .toList();
    }

    @PUT
    @Path("/{alias}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make an alias mean a model",
            description =
                    "\"default\" is the model of requests that name none. Jobs that were submitted"
                            + " before keep their model.")
    public ModelAlias set(@RestPath String alias, Target target) {
        String id =
                models.use(RequestValues.required("model", target == null ? null : target.model()))
                        .id();
        aliases.set(alias, id);
        return new ModelAlias(alias, id);
    }

    @DELETE
    @Path("/{alias}")
    @Operation(summary = "Forget an alias")
    public void remove(@RestPath String alias) {
        if (!aliases.remove(alias)) {
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND, "No model has the alias " + alias + ".");
        }
    }
}

package lumen.gateway.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Clips to try. */
@Path("/samples")
@RunOnVirtualThread
@Tag(name = "Samples", description = "Clips to try")
public class SampleResource {
    private final Samples samples;

    SampleResource(Samples samples) {
        this.samples = samples;
    }

    /** Lists the clips. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List clips to try")
    public List<Samples.Sample> list() {
        return samples.all();
    }

    /** Gives a clip's audio. */
    @GET
    @Path("/{name}")
    @Operation(summary = "Get a clip's audio")
    public Response audio(@RestPath String name) {
        java.nio.file.Path file =
                samples.file(name)
                        .orElseThrow(
                                () ->
                                        new LumenException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no sample %s; GET /samples lists them."
                                                        .formatted(name)));
        return Response.ok(file.toFile()).type(AudioType.of(name)).build();
    }
}

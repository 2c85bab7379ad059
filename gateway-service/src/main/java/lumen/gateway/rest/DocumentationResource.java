package lumen.gateway.rest;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import lumen.gateway.problem.ErrorCatalogue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pages for people. */
@Path("/")
@NonBlocking
@Tag(name = "Documentation")
public class DocumentationResource {
    /** Lists the error codes as a page. */
    @GET
    @Path("/docs/errors")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "List the error codes", description = "HTML or Markdown.")
    public String errors() {
        return ErrorCatalogue.html();
    }

    /** Lists the error codes as Markdown. */
    @GET
    @Path("/docs/errors")
    @Produces("text/markdown")
    public String errorsAsMarkdown() {
        return ErrorCatalogue.markdown();
    }
}

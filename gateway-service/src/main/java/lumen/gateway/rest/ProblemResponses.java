package lumen.gateway.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import lumen.contracts.error.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation that its failures are problem documents. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
    private static final String NAME = "problem";
    private static final String EXAMPLE =
            """
            {"type": "/docs/errors#MODEL_NOT_FOUND", "title": "There is no model of this name",
            "status": 404, "detail": "There is no model named lute.", "code": "MODEL_NOT_FOUND",
            "advice": "Send GET /models to get the supported models."}
            """;

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Content content =
                OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(
                                                OASFactory.createSchema()
                                                        .ref("#/components/schemas/Problem"))
                                        .example(EXAMPLE));
        APIResponse problem =
                OASFactory.createAPIResponse()
                        .description("A failure: one of the codes that `GET /docs/errors` explains")
                        .content(content);
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addResponse(NAME, problem);
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                operation
                        .getResponses()
                        .setDefaultValue(
                                OASFactory.createAPIResponse()
                                        .ref("#/components/responses/" + NAME));
            }
        }
    }
}

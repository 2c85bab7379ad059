package lumen.gateway.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.gateway.evaluation.TestEvaluation;
import lumen.gateway.evaluation.TestEvaluations;
import lumen.gateway.problem.InvalidRequestException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Curves and histograms of TEST jobs as numbers. */
@Path("/jobs/{id}/curves")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Tests")
public class TestCurvesResource {
    private final TestEvaluations evaluations;

    TestCurvesResource(TestEvaluations evaluations) {
        this.evaluations = evaluations;
    }

    /** Tells what the plots of a TEST job are drawn from. */
    @GET
    @Operation(
            summary = "Tell the points of a test's curves",
            description =
                    "ROC curve, precision-recall curve and score histogram of each label, over"
                            + " files or, with `level=chunks`, over windows.")
    public TestCurves curves(@RestPath String id, @RestQuery String level) {
        TestEvaluation evaluation = evaluations.of(job(id));
        return switch (level == null ? "files" : level.toLowerCase(Locale.ROOT)) {
            case "files" -> TestCurves.of(evaluation.files());
            case "chunks" -> TestCurves.of(evaluation.chunks());
            default ->
                    throw new InvalidRequestException(
                            List.of(new Violation("level", "must be files or chunks")), null);
        };
    }

    private static UUID job(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new LumenException(
                    ErrorCode.JOB_NOT_FOUND, "There is no job %s.".formatted(id), e);
        }
    }
}

package lumen.gateway.evaluation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.plot.Theme;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;

/** Plots of TEST jobs. */
@ApplicationScoped
public class TestPlots {
    /** What the examples of a plot are. */
    public enum Level {
        FILES,
        CHUNKS
    }

    /** What a plot stands on. */
    public enum Ground {
        LIGHT,
        DARK
    }

    /**
     * A plot.
     *
     * @param name what its file should be called, without an extension
     */
    public record Plot(String name, Drawing drawing) {}

    private final TestEvaluations evaluations;

    TestPlots(TestEvaluations evaluations) {
        this.evaluations = evaluations;
    }

    /**
     * Draws a plot.
     *
     * @param name one of {@link PlotDrawing#names()}
     * @throws LumenException NOT_FOUND, JOB_NOT_FOUND, NOT_A_TEST, METRICS_NOT_READY,
     *     NOTHING_SCORED
     */
    public Plot draw(UUID id, String name, Level level, Ground ground) {
        if (!PlotDrawing.names().contains(name)) {
            throw new LumenException(
                    ErrorCode.NOT_FOUND,
                    "There is no plot %s; there are %s.".formatted(name, PlotDrawing.names()));
        }
        TestEvaluation evaluation = evaluations.of(id);
        JobEntity job = QuarkusTransaction.requiringNew().call(() -> JobEntity.findById(id));
        JobModelEntity model =
                QuarkusTransaction.requiringNew().call(() -> JobModelEntity.findById(id));
        LevelEvaluation shown =
                switch (level) {
                    case FILES -> evaluation.files();
                    case CHUNKS -> evaluation.chunks();
                };
        List<String> notes =
                List.of(
                        "Model: %s, version %s".formatted(model.modelId, model.modelVersion),
                        "Results for: %d %s of %s"
                                .formatted(
                                        shown.report().examples(),
                                        level == Level.FILES ? "files" : "windows",
                                        String.join(", ", job.datasets)));
        Theme theme =
                switch (ground) {
                    case LIGHT -> Theme.LIGHT;
                    case DARK -> Theme.DARK;
                };
        String run = RunName.of(job);
        return new Plot(
                fileName(name, run),
                new PlotDrawing(model, shown, notes, theme).draw(name).orElseThrow());
    }

    /** As the reference calls its plots. */
    private static String fileName(String plot, String run) {
        return switch (plot) {
            case "metrics" -> "metrics_hist_" + run;
            case "confusion" -> "conf_matrix_" + run;
            default -> plot + "_" + run;
        };
    }
}

package lumen.gateway.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumen.evaluation.ExampleFigure;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.plot.BarPlot;
import lumen.evaluation.plot.ConfusionPlot;
import lumen.evaluation.plot.CurvePlot;
import lumen.evaluation.plot.EvaluationPlot;
import lumen.evaluation.plot.Heading;
import lumen.evaluation.plot.ScorePlot;
import lumen.evaluation.plot.Theme;
import lumen.gateway.store.JobModelEntity;

/** Draws plots of a TEST job from what is stored of it. */
public final class PlotDrawing {
    private static final String HISTOGRAM_SUFFIX = "_hist";

    private final JobModelEntity model;
    private final LevelEvaluation evaluation;
    private final List<String> notes;
    private final Theme theme;

    /**
     * @param notes lines below the titles
     */
    public PlotDrawing(
            JobModelEntity model, LevelEvaluation evaluation, List<String> notes, Theme theme) {
        this.model = model;
        this.evaluation = evaluation;
        this.notes = notes;
        this.theme = theme;
    }

    /** The names of all plots. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (EvaluationPlot plot : EvaluationPlot.values()) {
            names.add(plot.key());
        }
        for (ExampleFigure figure : ExampleFigure.values()) {
            names.add(figure.key() + HISTOGRAM_SUFFIX);
        }
        return names;
    }

    /** The plot of this name; empty if there is none. */
    public Optional<Drawing> draw(String name) {
        for (EvaluationPlot plot : EvaluationPlot.values()) {
            if (plot.key().equals(name)) {
                return Optional.of(draw(plot));
            }
        }
        for (ExampleFigure figure : ExampleFigure.values()) {
            if (name.equals(figure.key() + HISTOGRAM_SUFFIX)) {
                return Optional.of(
                        BarPlot.exampleHistogram(
                                evaluation.report(),
                                figure,
                                heading("Files by their " + figure.key().replace('_', ' ')),
                                theme));
            }
        }
        return Optional.empty();
    }

    private Drawing draw(EvaluationPlot plot) {
        List<String> labels =
                model.labels.stream()
                        .map(label -> model.labelNames.path(label).asText(label))
                        .toList();
        return switch (plot) {
            case ROC -> CurvePlot.roc(labels, evaluation.rocCurves(), heading("ROC curves"), theme);
            case PRECISION_RECALL ->
                    CurvePlot.precisionRecall(
                            labels,
                            evaluation.precisionRecallCurves(),
                            heading("Precision and recall"),
                            theme);
            case CONFUSION ->
                    ConfusionPlot.draw(labels, evaluation.report(), heading("Confusion"), theme);
            case METRICS ->
                    BarPlot.labelFigures(
                            labels, evaluation.report(), heading("Metrics per label"), theme);
            case HISTOGRAM ->
                    ScorePlot.histogram(
                            labels, evaluation.report(), heading("Scores per label"), theme);
            case CALIBRATION ->
                    ScorePlot.calibration(evaluation.report(), heading("Calibration"), theme);
        };
    }

    private Heading heading(String title) {
        return new Heading(title, notes);
    }
}

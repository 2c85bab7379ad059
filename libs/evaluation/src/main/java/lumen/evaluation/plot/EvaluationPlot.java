package lumen.evaluation.plot;

import java.util.List;
import lumen.evaluation.MetricsAccumulator;
import lumen.evaluation.drawing.Drawing;

/** The plots that an evaluation has. */
public enum EvaluationPlot {
    /** ROC curves of all labels. */
    ROC("roc") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return CurvePlot.roc(
                    names, evaluation.rocCurves(), new Heading("ROC curves", notes), theme);
        }
    },
    /** Precision-recall curves of all labels. */
    PRECISION_RECALL("pr") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return CurvePlot.precisionRecall(
                    names,
                    evaluation.precisionRecallCurves(),
                    new Heading("Precision and recall", notes),
                    theme);
        }
    },
    /** Co-occurrence of labels there and recognised, and right and wrong decisions on each. */
    CONFUSION("confusion") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return ConfusionPlot.draw(
                    names, evaluation.report(), new Heading("Confusion", notes), theme);
        }
    },
    /** Precision, recall, F1 and accuracy of each label. */
    METRICS("metrics") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return BarPlot.labelFigures(
                    names, evaluation.report(), new Heading("Metrics per label", notes), theme);
        }
    },
    /** The scores of files with and without each label. */
    HISTOGRAM("histogram") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return ScorePlot.histogram(
                    names, evaluation.report(), new Heading("Scores per label", notes), theme);
        }
    },
    /** How far scores can be read as probabilities. */
    CALIBRATION("calibration") {
        @Override
        public Drawing draw(
                List<String> names,
                MetricsAccumulator evaluation,
                List<String> notes,
                Theme theme) {
            return ScorePlot.calibration(
                    evaluation.report(), new Heading("Calibration", notes), theme);
        }
    };

    private final String key;

    EvaluationPlot(String key) {
        this.key = key;
    }

    /** The name in addresses and files. */
    public String key() {
        return key;
    }

    /**
     * Draws the plot.
     *
     * @param names the labels' names, in the order of the evaluation's labels
     * @param notes lines below the title, such as the model and the data
     */
    public abstract Drawing draw(
            List<String> names, MetricsAccumulator evaluation, List<String> notes, Theme theme);
}

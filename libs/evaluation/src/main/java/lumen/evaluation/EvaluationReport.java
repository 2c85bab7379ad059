package lumen.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How good predictions are: the result of an evaluation, without its curves.
 *
 * @param examples how many files or windows it covers
 * @param figures every figure that is defined for these examples
 * @param labels one report for each label, in the labels' order
 * @param cooccurrence {@code [label that is there][label recognised]}, how many examples have the
 *     one and were recognised as the other; the diagonal holds the true positives
 * @param calibration the reliability of all labels' scores together, in ten bins
 * @param exampleHistograms how many examples reach each figure, in ten bins from 0 to 1
 */
public record EvaluationReport(
        long examples,
        Map<Figure, Double> figures,
        List<LabelReport> labels,
        List<List<Long>> cooccurrence,
        Calibration calibration,
        Map<ExampleFigure, List<Long>> exampleHistograms) {
    public EvaluationReport {
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
        labels = List.copyOf(labels);
        cooccurrence = cooccurrence.stream().map(List::copyOf).toList();
        exampleHistograms = Collections.unmodifiableMap(new EnumMap<>(exampleHistograms));
    }

    /**
     * A figure.
     *
     * @return NaN where it is not defined for these examples: an area under ROC curves when every
     *     label is everywhere or nowhere
     */
    public double value(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** The decisions on each label. */
    public MultilabelMetrics decisions() {
        return new MultilabelMetrics(
                labels.stream().map(LabelReport::label).toList(),
                labels.stream().map(LabelReport::counts).toList());
    }
}

package lumen.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Confidence intervals of figures, by the percentile bootstrap: the examples are drawn again and
 * again with replacement, and the figures of each draw are ranked (Efron and Tibshirani, An
 * Introduction to the Bootstrap, chapter 13). The same seed gives the same intervals.
 *
 * <p>The examples must be independent of each other: files, not windows of files. Time: a thousand
 * draws of 600 files with 11 labels take a fraction of a second; it grows with draws × examples ×
 * labels. Memory: 5 bytes for each example and label.
 *
 * @param draws how often the examples are drawn, at least 2
 * @param confidence how likely an interval holds the true figure, such as 0.95
 * @param seed of the random numbers
 */
public record Bootstrap(int draws, double confidence, long seed) {
    public Bootstrap {
        if (draws < 2) {
            throw new IllegalArgumentException("at least 2 draws are needed, not " + draws);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence " + confidence + " is not in 0..1");
        }
    }

    /**
     * The intervals of all figures but the calibration error.
     *
     * @param evaluation an exact one
     * @return figures that are not defined in every draw are left out
     * @throws IllegalArgumentException if the evaluation keeps no scores, or has no examples
     */
    public Map<Figure, Interval> intervals(MetricsAccumulator evaluation) {
        LabelScores.Exact scores = evaluation.exactScores();
        int examples = scores.examples();
        if (examples == 0) {
            throw new IllegalArgumentException("no examples to draw from");
        }
        List<RankedLabel> labels = new ArrayList<>();
        for (int label = 0; label < scores.labels(); label++) {
            labels.add(new RankedLabel(scores, label, evaluation.thresholds()[label]));
        }
        ExampleTerms terms = new ExampleTerms(scores, evaluation.thresholds());
        Map<Figure, double[]> values = new EnumMap<>(Figure.class);
        SplittableRandom random = new SplittableRandom(seed);
        int[] weights = new int[examples];
        for (int draw = 0; draw < draws; draw++) {
            Arrays.fill(weights, 0);
            for (int i = 0; i < examples; i++) {
                weights[random.nextInt(examples)]++;
            }
            int column = draw;
            figures(evaluation.labels(), labels, terms, weights)
                    .forEach(
                            (figure, value) ->
                                    values.computeIfAbsent(figure, _ -> undefined())[column] =
                                            value);
        }
        Map<Figure, Interval> intervals = new EnumMap<>(Figure.class);
        values.forEach(
                (figure, drawn) -> {
                    Arrays.sort(drawn);
                    // Arrays.sort puts what is undefined last.
                    if (!Double.isNaN(drawn[draws - 1])) {
                        intervals.put(figure, interval(drawn));
                    }
                });
        return intervals;
    }

    private double[] undefined() {
        double[] values = new double[draws];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static Map<Figure, Double> figures(
            List<String> names, List<RankedLabel> labels, ExampleTerms terms, int[] weights) {
        List<ConfusionCounts> counts = new ArrayList<>();
        double precision = 0;
        List<Double> areas = new ArrayList<>();
        for (RankedLabel label : labels) {
            RankedLabel.Drawn drawn = label.drawn(weights);
            counts.add(drawn.counts());
            precision += drawn.averagePrecision() / labels.size();
            drawn.rocArea().ifPresent(areas::add);
        }
        Map<Figure, Double> figures = DecisionFigures.of(new MultilabelMetrics(names, counts));
        figures.put(Figure.MEAN_AVERAGE_PRECISION, precision);
        OptionalDouble area = areas.stream().mapToDouble(Double::doubleValue).average();
        area.ifPresent(mean -> figures.put(Figure.MACRO_ROC_AUC, mean));
        figures.putAll(terms.means(weights));
        return figures;
    }

    private Interval interval(double[] sorted) {
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    /** Between two values in proportion, as NumPy's {@code quantile} does. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

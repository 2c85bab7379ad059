package lumen.evaluation;

import java.util.EnumMap;
import java.util.Map;

/** What each example adds to the figures that are means over examples. */
final class ExampleTerms {
    private final Map<Figure, float[]> terms = new EnumMap<>(Figure.class);

    ExampleTerms(LabelScores.Exact scores, double[] thresholds) {
        int labels = scores.labels();
        float[] example = new float[labels];
        float[] truth = new float[labels];
        for (int i = 0; i < scores.examples(); i++) {
            ConfusionCounts decisions = ConfusionCounts.NONE;
            double squares = 0;
            for (int label = 0; label < labels; label++) {
                example[label] = scores.score(i, label);
                boolean there = scores.there(i, label);
                truth[label] = there ? 1 : 0;
                decisions = decisions.plus(there, example[label] >= thresholds[label]);
                squares += (example[label] - truth[label]) * (example[label] - truth[label]);
            }
            put(Figure.SUBSET_ACCURACY, scores, i, decisions.errors() == 0 ? 1 : 0);
            put(Figure.EXAMPLE_PRECISION, scores, i, decisions.precision());
            put(Figure.EXAMPLE_RECALL, scores, i, decisions.recall());
            put(Figure.EXAMPLE_F1, scores, i, decisions.f1());
            put(
                    Figure.LABEL_RANKING_AVERAGE_PRECISION,
                    scores,
                    i,
                    MetricsAccumulator.rankingPrecision(example, truth));
            put(Figure.BRIER_SCORE, scores, i, squares / labels);
        }
    }

    private void put(Figure figure, LabelScores.Exact scores, int example, double value) {
        terms.computeIfAbsent(figure, _ -> new float[scores.examples()])[example] = (float) value;
    }

    /** The means when each example counts so often. */
    Map<Figure, Double> means(int[] weights) {
        Map<Figure, Double> means = new EnumMap<>(Figure.class);
        terms.forEach(
                (figure, values) -> {
                    double sum = 0;
                    long drawn = 0;
                    for (int i = 0; i < values.length; i++) {
                        sum += (double) values[i] * weights[i];
                        drawn += weights[i];
                    }
                    means.put(figure, sum / drawn);
                });
        return means;
    }
}

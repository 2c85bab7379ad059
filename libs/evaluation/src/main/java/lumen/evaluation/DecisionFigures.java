package lumen.evaluation;

import java.util.EnumMap;
import java.util.Map;

/** The figures that only need to know how many decisions on each label are right and wrong. */
final class DecisionFigures {
    private DecisionFigures() {}

    static Map<Figure, Double> of(MultilabelMetrics metrics) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.ACCURACY, metrics.accuracy());
        figures.put(Figure.HAMMING_DISTANCE, metrics.total().errors());
        figures.put(Figure.MICRO_PRECISION, metrics.microPrecision());
        figures.put(Figure.MICRO_RECALL, metrics.microRecall());
        figures.put(Figure.MICRO_F1, metrics.microF1());
        figures.put(Figure.MACRO_PRECISION, metrics.macroPrecision());
        figures.put(Figure.MACRO_RECALL, metrics.macroRecall());
        figures.put(Figure.MACRO_F1, metrics.macroF1());
        figures.put(Figure.WEIGHTED_PRECISION, metrics.weightedPrecision());
        figures.put(Figure.WEIGHTED_RECALL, metrics.weightedRecall());
        figures.put(Figure.WEIGHTED_F1, metrics.weightedF1());
        return figures;
    }
}

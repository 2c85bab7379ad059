package lumen.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;

/** One label's examples in the order of their scores, from which figures of draws are computed. */
final class RankedLabel {
    private final int[] order;
    private final boolean[] there;
    private final boolean[] lastOfScore;
    private final int recognised;

    /** The figures of one draw. */
    record Drawn(ConfusionCounts counts, double averagePrecision, OptionalDouble rocArea) {}

    RankedLabel(LabelScores.Exact scores, int label, double threshold) {
        int examples = scores.examples();
        long[] keys = new long[examples];
        for (int i = 0; i < examples; i++) {
            // The score in the upper half, the example in the lower one.
            keys[i] = (ScoreRanking.key(scores.score(i, label), false) >> 1) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        order = new int[examples];
        there = new boolean[examples];
        lastOfScore = new boolean[examples];
        int above = 0;
        for (int rank = 0; rank < examples; rank++) {
            int at = examples - 1 - rank;
            order[rank] = (int) keys[at];
            there[rank] = scores.there(order[rank], label);
            lastOfScore[rank] = at == 0 || keys[at] >> Integer.SIZE != keys[at - 1] >> Integer.SIZE;
            if (scores.score(order[rank], label) >= threshold) {
                above++;
            }
        }
        recognised = above;
    }

    /**
     * The figures when each example counts so often.
     *
     * @param weights how often, by example
     */
    Drawn drawn(int[] weights) {
        long positives = 0;
        long negatives = 0;
        long positivesBefore = 0;
        long negativesBefore = 0;
        long positivesAbove = 0;
        long negativesAbove = 0;
        double precision = 0;
        double area = 0;
        for (int rank = 0; rank < order.length; rank++) {
            int weight = weights[order[rank]];
            if (there[rank]) {
                positives += weight;
            } else {
                negatives += weight;
            }
            if (rank + 1 == recognised) {
                positivesAbove = positives;
                negativesAbove = negatives;
            }
            if (lastOfScore[rank]) {
                if (positives > positivesBefore) {
                    precision +=
                            (positives - positivesBefore)
                                    * ((double) positives / (positives + negatives));
                }
                area += (negatives - negativesBefore) * ((positives + positivesBefore) / 2.0);
                positivesBefore = positives;
                negativesBefore = negatives;
            }
        }
        return new Drawn(
                new ConfusionCounts(
                        positivesAbove,
                        negativesAbove,
                        positives - positivesAbove,
                        negatives - negativesAbove),
                positives == 0 ? 0 : precision / positives,
                positives == 0 || negatives == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(area / ((double) positives * negatives)));
    }
}

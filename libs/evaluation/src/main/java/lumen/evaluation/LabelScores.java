package lumen.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The scores and the truth of all examples, kept for curves and rankings. */
sealed interface LabelScores {
    /** Keeps one example; the truth is at least one half where the label is there. */
    void add(float[] scores, float[] truth);

    /** The examples of one label by their scores. */
    ScoreRanking ranking(int label);

    /** Every score as it is: 4 bytes and a bit for each example and label. */
    final class Exact implements LabelScores {
        private static final int PAGE = 1024;

        private final int labels;
        private final List<float[]> pages = new ArrayList<>();
        private final BitSet truth = new BitSet();
        private int examples;

        Exact(int labels) {
            this.labels = labels;
        }

        @Override
        public void add(float[] scores, float[] there) {
            if (examples % PAGE == 0) {
                pages.add(new float[PAGE * labels]);
            }
            System.arraycopy(scores, 0, pages.getLast(), examples % PAGE * labels, labels);
            int first = Math.multiplyExact(examples, labels);
            for (int label = 0; label < labels; label++) {
                truth.set(first + label, there[label] >= 0.5f);
            }
            examples++;
        }

        int examples() {
            return examples;
        }

        int labels() {
            return labels;
        }

        float score(int example, int label) {
            return pages.get(example / PAGE)[example % PAGE * labels + label];
        }

        boolean there(int example, int label) {
            return truth.get(example * labels + label);
        }

        @Override
        public ScoreRanking ranking(int label) {
            long[] keys = new long[examples];
            for (int i = 0; i < examples; i++) {
                keys[i] = ScoreRanking.key(score(i, label), there(i, label));
            }
            return ScoreRanking.ofKeys(keys);
        }
    }

    /** How many examples score how much, in steps of 1/65,536: 1 MiB a label, however many. */
    final class Binned implements LabelScores {
        private static final int BINS = 1 << 16;

        private final long[][] there;
        private final long[][] absent;

        Binned(int labels) {
            there = new long[labels][BINS];
            absent = new long[labels][BINS];
        }

        @Override
        public void add(float[] scores, float[] truth) {
            for (int label = 0; label < there.length; label++) {
                int bin = Math.min(BINS - 1, (int) (scores[label] * BINS));
                (truth[label] >= 0.5f ? there : absent)[label][bin]++;
            }
        }

        @Override
        public ScoreRanking ranking(int label) {
            int distinct = 0;
            for (int bin = 0; bin < BINS; bin++) {
                distinct += there[label][bin] + absent[label][bin] > 0 ? 1 : 0;
            }
            double[] scores = new double[distinct];
            long[] right = new long[distinct];
            long[] wrong = new long[distinct];
            int next = 0;
            long positives = 0;
            long negatives = 0;
            for (int bin = BINS - 1; bin >= 0; bin--) {
                positives += there[label][bin];
                negatives += absent[label][bin];
                if (there[label][bin] + absent[label][bin] > 0) {
                    scores[next] = (double) bin / BINS;
                    right[next] = positives;
                    wrong[next++] = negatives;
                }
            }
            return new ScoreRanking(scores, right, wrong);
        }
    }
}

package lumen.training.record;

/**
 * Decisions on one label at equally spaced thresholds from 0 to 1, as TensorBoard's precision
 * recall curves want them. A label is recognised when its score is at least the threshold.
 *
 * @param rows {@code [6][thresholds]}: true positives, false positives, true negatives, false
 *     negatives, precision, recall
 */
record LabelCurve(float[][] rows) {
    /** How many thresholds a curve has. */
    static final int THRESHOLDS = 201;

    /**
     * The curve of a label.
     *
     * @param scores {@code [files][labels]}, from 0 to 1
     * @param truth {@code [files][labels]}, at least 0.5 where the label is there
     */
    static LabelCurve of(float[][] scores, float[][] truth, int label) {
        // How many files of each truth are recognised at a threshold and at no higher one.
        int[] there = new int[THRESHOLDS];
        int[] absent = new int[THRESHOLDS];
        for (int file = 0; file < scores.length; file++) {
            int last = lastThreshold(scores[file][label]);
            (truth[file][label] >= 0.5f ? there : absent)[last]++;
        }
        float[][] rows = new float[6][THRESHOLDS];
        int right = 0;
        int wrong = 0;
        for (int threshold = THRESHOLDS - 1; threshold >= 0; threshold--) {
            right += there[threshold];
            wrong += absent[threshold];
            rows[0][threshold] = right;
            rows[1][threshold] = wrong;
        }
        for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
            float found = rows[0][threshold];
            float claimed = found + rows[1][threshold];
            rows[2][threshold] = wrong - rows[1][threshold];
            rows[3][threshold] = right - found;
            rows[4][threshold] = claimed == 0 ? 0 : found / claimed;
            rows[5][threshold] = right == 0 ? 0 : found / right;
        }
        return new LabelCurve(rows);
    }

    private static int lastThreshold(float score) {
        int last = Math.min(THRESHOLDS - 1, (int) ((double) score * (THRESHOLDS - 1)));
        return Math.max(0, last);
    }
}

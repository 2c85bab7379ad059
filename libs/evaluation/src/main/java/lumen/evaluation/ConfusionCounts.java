package lumen.evaluation;

/**
 * Right and wrong decisions on one label.
 *
 * @param truePositives the label is there and was recognised
 * @param falsePositives the label was recognised but is not there
 * @param falseNegatives the label is there but was not recognised
 * @param trueNegatives the label is neither there nor recognised
 */
public record ConfusionCounts(
        long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
    public static final ConfusionCounts NONE = new ConfusionCounts(0, 0, 0, 0);

    /** These counts with one more decision. */
    public ConfusionCounts plus(boolean there, boolean recognised) {
        return new ConfusionCounts(
                truePositives + (there && recognised ? 1 : 0),
                falsePositives + (!there && recognised ? 1 : 0),
                falseNegatives + (there && !recognised ? 1 : 0),
                trueNegatives + (!there && !recognised ? 1 : 0));
    }

    /** The sum of both. */
    public ConfusionCounts plus(ConfusionCounts other) {
        return new ConfusionCounts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    /** How many examples have the label. */
    public long support() {
        return truePositives + falseNegatives;
    }

    /** TP / (TP + FP), from 0 to 1; 0 when nothing was recognised. */
    public double precision() {
        return ratio(truePositives, truePositives + falsePositives);
    }

    /** TP / (TP + FN), from 0 to 1; 0 when the label is nowhere. */
    public double recall() {
        return ratio(truePositives, truePositives + falseNegatives);
    }

    /** 2 TP / (2 TP + FP + FN), from 0 to 1; 0 when the denominator is 0. */
    public double f1() {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** The share of right decisions, from 0 to 1; 0 when there were none. */
    public double accuracy() {
        return ratio(
                truePositives + trueNegatives,
                truePositives + trueNegatives + falsePositives + falseNegatives);
    }

    /** The share of wrong decisions, from 0 to 1; 0 when there were none. */
    public double errors() {
        return ratio(
                falsePositives + falseNegatives,
                truePositives + trueNegatives + falsePositives + falseNegatives);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

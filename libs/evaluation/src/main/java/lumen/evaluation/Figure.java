package lumen.evaluation;

/** A figure that tells in one number how good predictions are, over all labels and examples. */
public enum Figure {
    /** The share of right decisions over all labels; the reference's accuracy. */
    ACCURACY("accuracy", true),
    /** The share of wrong decisions over all labels. */
    HAMMING_DISTANCE("hamming_distance", false),
    /** The share of examples on which every decision is right. */
    SUBSET_ACCURACY("subset_accuracy", true),
    /** Precision over the decisions on all labels together. */
    MICRO_PRECISION("micro_precision", true),
    /** Recall over the decisions on all labels together. */
    MICRO_RECALL("micro_recall", true),
    /** F1 over the decisions on all labels together. */
    MICRO_F1("micro_f1", true),
    /** The mean of the labels' precision. */
    MACRO_PRECISION("macro_precision", true),
    /** The mean of the labels' recall. */
    MACRO_RECALL("macro_recall", true),
    /** The mean of the labels' F1. */
    MACRO_F1("macro_f1", true),
    /** The labels' precision, weighted by their examples. */
    WEIGHTED_PRECISION("weighted_precision", true),
    /** The labels' recall, weighted by their examples. */
    WEIGHTED_RECALL("weighted_recall", true),
    /** The labels' F1, weighted by their examples. */
    WEIGHTED_F1("weighted_f1", true),
    /** The mean of the examples' precision over their labels. */
    EXAMPLE_PRECISION("example_precision", true),
    /** The mean of the examples' recall over their labels. */
    EXAMPLE_RECALL("example_recall", true),
    /** The mean of the examples' F1 over their labels. */
    EXAMPLE_F1("example_f1", true),
    /** How far up an example's own labels rank among all labels (LRAP). */
    LABEL_RANKING_AVERAGE_PRECISION("label_ranking_average_precision", true),
    /** The mean of the labels' average precision (mAP). */
    MEAN_AVERAGE_PRECISION("mean_average_precision", true),
    /** The mean of the areas under the ROC curves of the labels that have one. */
    MACRO_ROC_AUC("macro_roc_auc", true),
    /** The expected calibration error over all labels, in ten bins. */
    EXPECTED_CALIBRATION_ERROR("expected_calibration_error", false),
    /** The mean of (score − truth)² over all labels. */
    BRIER_SCORE("brier_score", false);

    private final String key;
    private final boolean higherIsBetter;

    Figure(String key, boolean higherIsBetter) {
        this.key = key;
        this.higherIsBetter = higherIsBetter;
    }

    /** The name in files and answers. */
    public String key() {
        return key;
    }

    /** Whether better predictions have a higher figure. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }
}

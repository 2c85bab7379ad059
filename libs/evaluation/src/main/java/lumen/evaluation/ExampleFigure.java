package lumen.evaluation;

/** A figure of a single example over its labels. */
public enum ExampleFigure {
    /** The share of right decisions. */
    ACCURACY("accuracy"),
    /** 2 TP / (2 TP + FP + FN); 0 when the denominator is 0. */
    F1("f1"),
    /** The share of wrong decisions. */
    HAMMING_DISTANCE("hamming_distance"),
    /** TP / (TP + FP); 0 when nothing was recognised. */
    PRECISION("precision"),
    /** TP / (TP + FN); 0 when the example has no label. */
    RECALL("recall");

    private final String key;

    ExampleFigure(String key) {
        this.key = key;
    }

    /** The name in files and answers, the reference's. */
    public String key() {
        return key;
    }

    /** The figure of an example's decisions on its labels. */
    public double of(ConfusionCounts decisions) {
        return switch (this) {
            case ACCURACY -> decisions.accuracy();
            case F1 -> decisions.f1();
            case HAMMING_DISTANCE -> decisions.errors();
            case PRECISION -> decisions.precision();
            case RECALL -> decisions.recall();
        };
    }
}

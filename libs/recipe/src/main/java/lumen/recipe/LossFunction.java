package lumen.recipe;

/** What is minimised, per window and label. */
public enum LossFunction {
    /** Binary cross-entropy of logits. */
    CROSS_ENTROPY,
    /** The same, positives weighted by negatives / positives of their label. */
    CROSS_ENTROPY_POS_WEIGHT,
    /** Cross-entropy times {@code (1 - p)^gamma}. */
    FOCAL_LOSS,
    /** The same of the weighted cross-entropy. */
    FOCAL_LOSS_POS_WEIGHT,
    /** Cross-entropy and the loss of the families of instruments. */
    INSTRUMENT_FAMILY_LOSS,
    /** Focal loss with another exponent for negatives, whose probability is shifted. */
    ASYMMETRIC_LOSS;

    /** Whether {@link Recipe.Losses#gamma} has an effect. */
    public boolean isFocal() {
        return this == FOCAL_LOSS || this == FOCAL_LOSS_POS_WEIGHT;
    }

    /** Whether positives are weighted by how rare they are. */
    public boolean isWeighted() {
        return this == CROSS_ENTROPY_POS_WEIGHT || this == FOCAL_LOSS_POS_WEIGHT;
    }
}

package lumen.training.data;

/** The named recipes that a training run can ask for. */
public enum AugmentationStrength {
    /** Examples are stretches of recordings as they are. */
    NONE {
        @Override
        public AugmentationRecipe recipe() {
            return AugmentationRecipe.none();
        }
    },
    /** Recordings are mixed and their timbre is changed a lot. */
    STRONG {
        @Override
        public AugmentationRecipe recipe() {
            return AugmentationRecipe.strong();
        }
    };

    /** What is done to the examples. */
    public abstract AugmentationRecipe recipe();
}

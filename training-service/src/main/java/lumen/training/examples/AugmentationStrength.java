package lumen.training.examples;

/** How much a training run varies its examples. */
public enum AugmentationStrength {
    /** Examples are stretches of recordings as they are. */
    NONE {
        @Override
        public Curriculum curriculum(int epochs) {
            return Curriculum.constant(AugmentationRecipe.none());
        }
    },
    /** Recordings are mixed now and then and their timbre is changed a little. */
    LIGHT {
        @Override
        public Curriculum curriculum(int epochs) {
            return Curriculum.constant(AugmentationRecipe.light());
        }
    },
    /** Recordings are mixed and their timbre is changed a lot, from the first epoch. */
    STRONG {
        @Override
        public Curriculum curriculum(int epochs) {
            return Curriculum.constant(AugmentationRecipe.strong());
        }
    },
    /** Light at the beginning, more and more strong examples in the first quarter, then strong. */
    GROWING {
        @Override
        public Curriculum curriculum(int epochs) {
            return new Curriculum(
                    AugmentationRecipe.light(),
                    AugmentationRecipe.strong(),
                    (int) Math.ceil(epochs * GROWING_SHARE));
        }
    };

    private static final double GROWING_SHARE = 0.25;

    /**
     * What is done to the examples.
     *
     * @param epochs length of the training
     */
    public abstract Curriculum curriculum(int epochs);
}

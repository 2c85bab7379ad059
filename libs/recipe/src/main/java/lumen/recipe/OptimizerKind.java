package lumen.recipe;

/** How gradients become steps. */
public enum OptimizerKind {
    /** Weight decay is part of the gradient. */
    ADAM,
    /** Weight decay is apart from the gradient. */
    ADAMW
}

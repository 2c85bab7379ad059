package lumen.model.graph;

/** A function that is applied to every element. */
public enum Activation {
    /** max(0, x). */
    RELU,
    /** x · max(0, min(1, x/6 + 1/2)). */
    HARD_SWISH,
    /** max(0, min(1, x/6 + 1/2)). */
    HARD_SIGMOID,
    /** x itself. */
    IDENTITY
}

package lumen.model.graph;

/** A function that is applied to every element. */
public enum Activation {
    /** max(0, x). */
    RELU,
    /** x where x is positive, x/100 elsewhere. */
    LEAKY_RELU,
    /** x · max(0, min(1, x/6 + 1/2)). */
    HARD_SWISH,
    /** max(0, min(1, x/6 + 1/2)). */
    HARD_SIGMOID,
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID,
    /** x · sigmoid(x), also called swish. */
    SILU,
    /** x · Φ(x) with the normal distribution's Φ, not its approximation. */
    GELU,
    /** The hyperbolic tangent. */
    TANH,
    /** x itself. */
    IDENTITY
}

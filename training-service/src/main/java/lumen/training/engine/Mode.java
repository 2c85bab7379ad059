package lumen.training.engine;

/** How a graph is executed. */
public enum Mode {
    /** Dropout is active; batch normalisation uses the batch and updates its running statistics. */
    TRAINING,
    /** The graph computes exactly what it computes when served. */
    EVALUATION
}

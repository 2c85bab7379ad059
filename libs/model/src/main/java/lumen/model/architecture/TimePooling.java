package lumen.model.architecture;

import lumen.model.graph.Reduction;

/** How a sequence of feature vectors becomes one ({@code time_dim_pooling_mode}). */
public enum TimePooling {
    MEAN(Reduction.MEAN),
    SUM(Reduction.SUM),
    MAX(Reduction.MAXIMUM);

    private final Reduction reduction;

    TimePooling(Reduction reduction) {
        this.reduction = reduction;
    }

    Reduction reduction() {
        return reduction;
    }
}

package lumen.model.architecture;

import java.util.Objects;

/**
 * What is decided about a network besides its architecture.
 *
 * @param preprocessing what happens to spectrograms before the first layer
 * @param head the layers between the backbone's feature vector and the logits
 * @param labels how many labels, the number of logits
 * @param seed decides the initial weights
 */
public record Blueprint(Preprocessing preprocessing, DeepHead head, int labels, long seed) {
    public Blueprint {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(head, "head");
        if (labels < 1) {
            throw new IllegalArgumentException("a model needs at least one label");
        }
    }
}

package lumen.inference.openinference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import lumen.inference.scoring.Scored;

/** What can be asked for of a model. */
enum Output {
    /** What the graph computes. */
    LOGITS,
    /** The sigmoid of the logits, from 0 to 1. */
    SCORES;

    /** The name in the protocol. */
    String tensorName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The output of a name. */
    static Optional<Output> named(String name) {
        return Arrays.stream(values())
                .filter(output -> output.tensorName().equals(name))
                .findFirst();
    }

    /** One row for each window, one column for each label. */
    float[][] of(Scored scored) {
        return switch (this) {
            case LOGITS -> scored.logits();
            case SCORES -> scored.scores();
        };
    }
}

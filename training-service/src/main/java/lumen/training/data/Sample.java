package lumen.training.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lumen.audio.FeatureSpecification;
import lumen.contracts.topic.FeatureRequest.Variation;

/**
 * One thing that a run learns from or is judged by.
 *
 * @param id names the sample within its run; the chance of its variation depends on it
 * @param recordings the sample's own file first, then those that are combined with it
 * @param labels one value for each label, 1 where it is heard in the combined sample
 * @param features what is computed of it
 * @param variation how the recordings are combined and varied; empty for one recording as it is
 */
public record Sample(
        String id,
        List<Path> recordings,
        float[] labels,
        FeatureSpecification features,
        Optional<Variation> variation) {
    public Sample {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(variation, "variation");
        recordings = List.copyOf(recordings);
        if (recordings.isEmpty() || (recordings.size() > 1 && variation.isEmpty())) {
            throw new IllegalArgumentException(
                    "%d recordings of a sample that is %s"
                            .formatted(
                                    recordings.size(),
                                    variation.isEmpty() ? "as it is" : "varied"));
        }
    }

    /** The recording that the sample is about. */
    public Path own() {
        return recordings.getFirst();
    }
}

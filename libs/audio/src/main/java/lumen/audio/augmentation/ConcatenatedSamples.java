package lumen.audio.augmentation;

/**
 * Joins recordings along time.
 *
 * @param samples how many clips are joined
 * @param asReference whether one clip more is joined, as the reference does when nothing is summed
 */
public record ConcatenatedSamples(int samples, boolean asReference) implements SourceAugmentation {
    static final Argument<Integer> SAMPLES =
            Argument.whole("concat_n_samples", 3, 1, 64, "how many clips are joined along time");

    /** Checks the number. */
    public ConcatenatedSamples {
        SAMPLES.check(samples);
    }

    static ConcatenatedSamples from(Arguments arguments) {
        return new ConcatenatedSamples(
                arguments.get(SAMPLES), arguments.asReference(AugmentationName.CONCAT_N_SAMPLES));
    }
}

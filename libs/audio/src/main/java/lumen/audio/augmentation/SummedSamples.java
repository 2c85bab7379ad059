package lumen.audio.augmentation;

/**
 * Lets recordings sound together: the mean of their waveforms, each filled up with silence to the
 * longest.
 *
 * @param samples how many clips sound together
 */
public record SummedSamples(int samples) implements SourceAugmentation {
    static final Argument<Integer> SAMPLES =
            Argument.whole("sum_n_samples", 3, 1, 64, "how many clips sound together");

    /** Checks the number. */
    public SummedSamples {
        SAMPLES.check(samples);
    }

    static SummedSamples from(Arguments arguments) {
        return new SummedSamples(arguments.get(SAMPLES));
    }

    /** Two clips. */
    static SummedSamples two() {
        return new SummedSamples(2);
    }
}

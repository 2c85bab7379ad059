package lumen.audio.chroma;

import java.util.concurrent.atomic.AtomicReferenceArray;
import lumen.audio.spectrum.FilterBank;

/** The chroma filters of every tuning that was met, shared by threads. */
public final class ChromaTables {
    private static final int TUNINGS = 100;

    private final int samplingRate;
    private final int fftLength;
    private final int classes;
    private final AtomicReferenceArray<FilterBank> filters = new AtomicReferenceArray<>(TUNINGS);

    /**
     * Begins with no filters.
     *
     * @param samplingRate Hz
     * @param fftLength samples in a frame
     * @param classes pitch classes in an octave
     */
    public ChromaTables(int samplingRate, int fftLength, int classes) {
        this.samplingRate = samplingRate;
        this.fftLength = fftLength;
        this.classes = classes;
    }

    /** Pitch classes in an octave. */
    public int classes() {
        return classes;
    }

    /** A new estimate of the tuning that the filters depend on. */
    public TuningEstimate tuningEstimate() {
        return new TuningEstimate(samplingRate, fftLength, classes);
    }

    /**
     * The filters of a tuning.
     *
     * @param tuning a multiple of 0.01 from -0.5 to 0.49
     */
    public FilterBank filters(double tuning) {
        int index = Math.toIntExact(Math.round((tuning + 0.5) * TUNINGS));
        FilterBank found = filters.get(index);
        if (found == null) {
            found = ChromaFilterBank.of(samplingRate, fftLength, classes, tuning);
            filters.set(index, found);
        }
        return found;
    }
}

package lumen.audio.transform;

import java.util.Arrays;
import lumen.audio.chroma.ChromaTables;
import lumen.audio.chroma.TuningEstimate;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.SpectrumKernel;

/** The chroma of power spectra in hand, each frame divided by its greatest value. */
final class Chroma {
    private final ChromaTables tables;
    private final SpectrumKernel kernel;
    private final TuningEstimate tuning;
    private final float[] greatest;
    private final float[] block;
    private FilterBank filters;

    Chroma(ChromaTables tables, SpectrumKernel kernel) {
        this.tables = tables;
        this.kernel = kernel;
        tuning = tables.tuningEstimate();
        greatest = new float[kernel.lanes()];
        block = new float[tables.classes() * kernel.lanes()];
        filters = tables.filters(0);
    }

    void beginSurvey() {
        tuning.clear();
    }

    /** Takes the spectra of {@code frames} frames of a block of {@code bins}. */
    void survey(float[] spectrum, int bins, int frames) {
        Arrays.fill(greatest, 0);
        kernel.greatest(spectrum, 0, bins, greatest);
        for (int frame = 0; frame < frames; frame++) {
            tuning.add(spectrum, frame, kernel.lanes(), greatest[frame]);
        }
    }

    void endSurvey() {
        filters = tables.filters(tuning.tuning());
    }

    /** Computes the chroma of a block of spectra. */
    void compute(float[] spectrum, float[] values, int offset, int stride) {
        int lanes = kernel.lanes();
        kernel.filter(filters, spectrum, block, 0, lanes);
        Arrays.fill(greatest, 0);
        kernel.greatest(block, 0, tables.classes(), greatest);
        for (int lane = 0; lane < lanes; lane++) {
            greatest[lane] = greatest[lane] < Float.MIN_NORMAL ? 1 : greatest[lane];
        }
        for (int row = 0; row < tables.classes(); row++) {
            for (int lane = 0; lane < lanes; lane++) {
                block[row * lanes + lane] /= greatest[lane];
            }
        }
        kernel.store(block, tables.classes(), values, offset, stride);
    }
}

package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FrameTables;
import lumen.audio.spectrum.Logarithm;
import lumen.audio.spectrum.SpectrumKernel;

/**
 * The kernel on the Vector API: as many frames at once as a vector has lanes, one per lane, so that
 * every step from the window to the logarithm is vertical and the result does not depend on the
 * number of lanes.
 */
public final class VectorSpectrumKernel implements SpectrumKernel {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private final FrameTile tile;
    private final FrameEmphasis emphasis;
    private final VectorFourierTransform transform;

    /** Allocates the buffers. */
    public VectorSpectrumKernel(FrameTables tables) {
        tile = new FrameTile(tables.frameLength(), tables.hopLength());
        emphasis = tables.preEmphasis() == 0 ? null : new FrameEmphasis(tables);
        transform = new VectorFourierTransform(tables.plan(), tables.window());
    }

    /**
     * Whether this processor's vectors are worth using: below four lanes the Vector API is mostly
     * emulated, which is much slower than plain Java.
     */
    public static boolean isWorthwhile() {
        return LANES >= 4;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void transform(float[] samples, int length, int first) {
        tile.load(samples, length, first);
        if (emphasis == null) {
            transform.transform(tile.values(), tile.offsets());
        } else {
            emphasis.apply(tile);
            transform.transform(emphasis.values(), emphasis.offsets());
        }
    }

    @Override
    public void power(float[] spectrum) {
        transform.power(spectrum);
    }

    @Override
    public void project(float[] cosines, float[] sines, float[] spectrum) {
        transform.project(cosines, sines, spectrum);
    }

    @Override
    public void filter(FilterBank filters, float[] block, float[] values, int offset, int stride) {
        float[] weights = filters.weights();
        int weight = 0;
        for (int row = 0; row < filters.rows(); row++) {
            int length = filters.length(row);
            weigh(
                    weights,
                    weight,
                    length,
                    block,
                    filters.firstBin(row) * LANES,
                    values,
                    offset + row * stride);
            weight += length;
        }
    }

    @Override
    public void logarithm(float[] values, int offset, int count, float least, Logarithm unit) {
        VectorLogarithm.apply(values, offset, count, least, unit);
    }

    @Override
    public void squareRoot(float[] values, int count) {
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(SPECIES, values, i).sqrt().intoArray(values, i);
        }
        for (int i = whole; i < count; i++) {
            values[i] = (float) Math.sqrt(values[i]);
        }
    }

    @Override
    public void greatest(float[] block, int offset, int rows, float[] greatest) {
        FloatVector result = FloatVector.fromArray(SPECIES, greatest, 0);
        for (int row = 0; row < rows; row++) {
            result = result.max(FloatVector.fromArray(SPECIES, block, offset + row * LANES));
        }
        result.intoArray(greatest, 0);
    }

    @Override
    public void fold(float[] block, int rows, float[] sums, float[] differences) {
        for (int row = 0; row < rows / 2; row++) {
            FloatVector upper = FloatVector.fromArray(SPECIES, block, row * LANES);
            FloatVector lower = FloatVector.fromArray(SPECIES, block, (rows - 1 - row) * LANES);
            upper.add(lower).intoArray(sums, row * LANES);
            upper.sub(lower).intoArray(differences, row * LANES);
        }
        if (rows % 2 == 1) {
            System.arraycopy(block, rows / 2 * LANES, sums, rows / 2 * LANES, LANES);
        }
    }

    @Override
    public void store(float[] block, int rows, float[] values, int offset, int stride) {
        int to = offset;
        for (int row = 0; row < rows; row++, to += stride) {
            FloatVector.fromArray(SPECIES, block, row * LANES).intoArray(values, to);
        }
    }

    /** Two sums, so that an addition need not wait for the one before it. */
    private static void weigh(
            float[] weights,
            int weight,
            int length,
            float[] block,
            int from,
            float[] values,
            int to) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + 1 < length; i += 2) {
            even =
                    even.add(
                            FloatVector.fromArray(SPECIES, block, from + i * LANES)
                                    .mul(weights[weight + i]));
            odd =
                    odd.add(
                            FloatVector.fromArray(SPECIES, block, from + (i + 1) * LANES)
                                    .mul(weights[weight + i + 1]));
        }
        if (i < length) {
            even =
                    even.add(
                            FloatVector.fromArray(SPECIES, block, from + i * LANES)
                                    .mul(weights[weight + i]));
        }
        even.add(odd).intoArray(values, to);
    }
}

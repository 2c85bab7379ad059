package lumen.audio.mel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import lumen.audio.mel.MelFilterBank;
import lumen.audio.mel.MelKernel;
import lumen.audio.mel.MelTables;

/**
 * The mel kernel on the Vector API: as many frames at once as a vector has lanes, one per lane, so
 * that every step from the window to the logarithm is vertical and the result does not depend on
 * the number of lanes.
 */
public final class VectorMelKernel implements MelKernel {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private final int hop;
    private final MelFilterBank filters;
    private final FrameTile tile;
    private final VectorFourierTransform transform;
    private final float[] spectrum;
    private final float[] partial;

    /** Allocates the buffers. */
    public VectorMelKernel(MelTables tables) {
        hop = tables.parameters().hopLength();
        filters = tables.filters();
        tile = new FrameTile(tables.parameters().fftLength(), hop);
        transform = new VectorFourierTransform(tables.plan(), tables.window());
        spectrum = new float[tables.parameters().bins() * LANES];
        partial = new float[filters.mels() * LANES];
    }

    /**
     * Whether this processor's vectors are worth using: below four lanes the Vector API is mostly
     * emulated, which is much slower than plain Java.
     */
    public static boolean isWorthwhile() {
        return LANES >= 4;
    }

    @Override
    public void melPower(
            float[] samples,
            int length,
            int first,
            int frames,
            float[] power,
            int offset,
            int stride) {
        for (int frame = 0; frame < frames; frame += LANES) {
            tile.load(samples, length, first + frame * hop);
            transform.power(tile, spectrum);
            if (frame + LANES <= frames) {
                filter(power, offset + frame, stride);
            } else {
                filter(partial, 0, LANES);
                for (int mel = 0; mel < filters.mels(); mel++) {
                    System.arraycopy(
                            partial,
                            mel * LANES,
                            power,
                            offset + mel * stride + frame,
                            frames - frame);
                }
            }
        }
    }

    @Override
    public void decibels(float[] values, int offset, int count) {
        VectorDecibels.apply(values, offset, count);
    }

    private void filter(float[] power, int offset, int stride) {
        int weight = 0;
        for (int mel = 0; mel < filters.mels(); mel++) {
            int length = filters.length(mel);
            weigh(filters.firstBin(mel), length, weight, power, offset + mel * stride);
            weight += length;
        }
    }

    /** Two sums, so that an addition need not wait for the one before it. */
    private void weigh(int firstBin, int length, int weight, float[] power, int to) {
        float[] weights = filters.weights();
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = FloatVector.zero(SPECIES);
        int from = firstBin * LANES;
        int i = 0;
        for (; i + 1 < length; i += 2) {
            even =
                    even.add(
                            FloatVector.fromArray(SPECIES, spectrum, from + i * LANES)
                                    .mul(weights[weight + i]));
            odd =
                    odd.add(
                            FloatVector.fromArray(SPECIES, spectrum, from + (i + 1) * LANES)
                                    .mul(weights[weight + i + 1]));
        }
        if (i < length) {
            even =
                    even.add(
                            FloatVector.fromArray(SPECIES, spectrum, from + i * LANES)
                                    .mul(weights[weight + i]));
        }
        even.add(odd).intoArray(power, to);
    }
}

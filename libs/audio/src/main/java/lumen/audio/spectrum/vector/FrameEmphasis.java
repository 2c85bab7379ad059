package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import lumen.audio.spectrum.FrameTables;

/** Subtracts the mean of each frame of a tile, and emphasises its high frequencies. */
final class FrameEmphasis {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private final int frameLength;
    private final float factor;

    /** The frames, sample by sample; those beyond the frame's length stay zero. */
    private final float[] values;

    private final int[] offsets;
    private final float[] means = new float[LANES];

    FrameEmphasis(FrameTables tables) {
        frameLength = tables.frameLength();
        factor = tables.preEmphasis();
        int fftLength = tables.plan().frameLength();
        values = new float[fftLength * LANES];
        offsets = new int[fftLength];
        for (int n = 0; n < fftLength; n++) {
            offsets[n] = n * LANES;
        }
    }

    /** The samples of the frames, transposed. */
    float[] values() {
        return values;
    }

    /** Where the vector of each sample begins. */
    int[] offsets() {
        return offsets;
    }

    void apply(FrameTile tile) {
        mean(tile.values(), tile.offsets());
        emphasize(tile.values(), tile.offsets());
    }

    /** Four sums, so that an addition need not wait for the one before it. */
    private void mean(float[] samples, int[] from) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = FloatVector.zero(SPECIES);
        FloatVector c = FloatVector.zero(SPECIES);
        FloatVector d = FloatVector.zero(SPECIES);
        int n = 0;
        for (; n + 3 < frameLength; n += 4) {
            a = a.add(FloatVector.fromArray(SPECIES, samples, from[n]));
            b = b.add(FloatVector.fromArray(SPECIES, samples, from[n + 1]));
            c = c.add(FloatVector.fromArray(SPECIES, samples, from[n + 2]));
            d = d.add(FloatVector.fromArray(SPECIES, samples, from[n + 3]));
        }
        for (; n < frameLength; n++) {
            a = a.add(FloatVector.fromArray(SPECIES, samples, from[n]));
        }
        a.add(b).add(c.add(d)).div(frameLength).intoArray(means, 0);
    }

    private void emphasize(float[] samples, int[] from) {
        FloatVector mean = FloatVector.fromArray(SPECIES, means, 0);
        FloatVector.fromArray(SPECIES, samples, from[0])
                .sub(mean)
                .mul(1 - factor)
                .intoArray(values, 0);
        for (int n = 1; n < frameLength; n++) {
            FloatVector before = FloatVector.fromArray(SPECIES, samples, from[n - 1]).sub(mean);
            FloatVector.fromArray(SPECIES, samples, from[n])
                    .sub(mean)
                    .sub(before.mul(factor))
                    .intoArray(values, n * LANES);
        }
    }
}

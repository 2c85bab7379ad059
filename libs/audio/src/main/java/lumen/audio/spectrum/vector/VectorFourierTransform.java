package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import lumen.audio.spectrum.FourierPlan;

/** The spectra of all frames of a tile at once. */
final class VectorFourierTransform {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    /** Blocks up to this length are worked through pass by pass: they stay in the first cache. */
    private static final int CACHED_LENGTH = 2_048 / LANES;

    private final FourierPlan plan;
    private final float[] window;
    private final float[] values;

    VectorFourierTransform(FourierPlan plan, float[] window) {
        this.plan = plan;
        this.window = window;
        values = new float[2 * plan.complexLength() * LANES];
    }

    /**
     * Transforms frames.
     *
     * @param samples the frames, transposed
     * @param offsets where the vector of each sample of a frame begins
     */
    void transform(float[] samples, int[] offsets) {
        if (plan.radix(0) == 4 && plan.levels() > 1) {
            VectorPasses.windowedRadix4(samples, offsets, window, values, plan.twiddles(0));
            int quarter = plan.complexLength() / 4;
            for (int block = 0; block < 4; block++) {
                transform(1, block * quarter);
            }
        } else {
            VectorPasses.windowed(samples, offsets, window, values);
            transform(0, 0);
        }
    }

    /** Gives the power of bin k of the frames transformed last at {@code power[k·lanes ..]}. */
    void power(float[] power) {
        splitEnds(power);
        split(power);
    }

    /** Gives the real part of {@code X[k]·exp(iφ)} of the frames transformed last. */
    void project(float[] cosines, float[] sines, float[] spectrum) {
        projectEnds(cosines, spectrum);
        projectSplit(cosines, sines, spectrum);
    }

    private void transform(int level, int base) {
        int length = plan.length(level);
        if (length <= CACHED_LENGTH) {
            for (int next = level; next < plan.levels(); next++) {
                pass(next, base, length);
            }
            return;
        }
        pass(level, base, length);
        if (level + 1 < plan.levels()) {
            for (int block = base; block < base + length; block += plan.length(level + 1)) {
                transform(level + 1, block);
            }
        }
    }

    /** One pass over the blocks between base and base + count. */
    private void pass(int level, int base, int count) {
        int length = plan.length(level);
        int radix = plan.radix(level);
        if (length == 4 && radix == 4) {
            VectorPasses.lastRadix4(values, base, count);
        } else if (length == 2) {
            VectorPasses.lastRadix2(values, base, count);
        } else {
            float[] twiddles = plan.twiddles(level);
            for (int block = base; block < base + count; block += length) {
                switch (radix) {
                    case 2 -> VectorPasses.radix2(values, block, length, twiddles);
                    case 3 -> VectorPasses.radix3(values, block, length, twiddles);
                    case 4 -> VectorPasses.radix4(values, block, length, twiddles);
                    case 5 -> VectorPasses.radix5(values, block, length, twiddles);
                    default -> throw new IllegalStateException("radix " + radix);
                }
            }
        }
    }

    private void splitEnds(float[] power) {
        FloatVector real = FloatVector.fromArray(SPECIES, values, 0);
        FloatVector imaginary = FloatVector.fromArray(SPECIES, values, LANES);
        FloatVector sum = real.add(imaginary);
        sum.mul(sum).intoArray(power, 0);
        FloatVector difference = real.sub(imaginary);
        difference.mul(difference).intoArray(power, plan.complexLength() * LANES);
    }

    /** Splits the complex spectra into those of the real frames, and takes their power. */
    private void split(float[] power) {
        int half = plan.complexLength();
        int[] positions = plan.positions();
        float[] cosines = plan.splitCosines();
        float[] sines = plan.splitSines();
        for (int k = 1; k <= half / 2; k++) {
            int i = 2 * LANES * positions[k];
            int j = 2 * LANES * positions[half - k];
            FloatVector zr = FloatVector.fromArray(SPECIES, values, i);
            FloatVector zi = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector yr = FloatVector.fromArray(SPECIES, values, j);
            FloatVector yi = FloatVector.fromArray(SPECIES, values, j + LANES);
            FloatVector evenR = zr.add(yr);
            FloatVector evenI = zi.sub(yi);
            FloatVector oddR = zi.add(yi);
            FloatVector oddI = yr.sub(zr);
            FloatVector cosine = FloatVector.broadcast(SPECIES, cosines[k]);
            FloatVector sine = FloatVector.broadcast(SPECIES, sines[k]);
            FloatVector turnedR = oddR.mul(cosine).sub(oddI.mul(sine));
            FloatVector turnedI = oddR.mul(sine).add(oddI.mul(cosine));
            FloatVector real = evenR.add(turnedR);
            FloatVector imaginary = evenI.add(turnedI);
            FloatVector mirrorR = evenR.sub(turnedR);
            FloatVector mirrorI = evenI.sub(turnedI);
            real.mul(real).add(imaginary.mul(imaginary)).mul(0.25f).intoArray(power, k * LANES);
            mirrorR.mul(mirrorR)
                    .add(mirrorI.mul(mirrorI))
                    .mul(0.25f)
                    .intoArray(power, (half - k) * LANES);
        }
    }

    private void projectEnds(float[] cosines, float[] spectrum) {
        int half = plan.complexLength();
        FloatVector real = FloatVector.fromArray(SPECIES, values, 0);
        FloatVector imaginary = FloatVector.fromArray(SPECIES, values, LANES);
        real.add(imaginary).mul(cosines[0]).intoArray(spectrum, 0);
        real.sub(imaginary).mul(cosines[half]).intoArray(spectrum, half * LANES);
    }

    private void projectSplit(float[] projectCosines, float[] projectSines, float[] spectrum) {
        int half = plan.complexLength();
        int[] positions = plan.positions();
        float[] cosines = plan.splitCosines();
        float[] sines = plan.splitSines();
        for (int k = 1; k <= half / 2; k++) {
            int mirror = half - k;
            int i = 2 * LANES * positions[k];
            int j = 2 * LANES * positions[mirror];
            FloatVector zr = FloatVector.fromArray(SPECIES, values, i);
            FloatVector zi = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector yr = FloatVector.fromArray(SPECIES, values, j);
            FloatVector yi = FloatVector.fromArray(SPECIES, values, j + LANES);
            FloatVector evenR = zr.add(yr);
            FloatVector evenI = zi.sub(yi);
            FloatVector oddR = zi.add(yi);
            FloatVector oddI = yr.sub(zr);
            FloatVector turnedR = oddR.mul(cosines[k]).sub(oddI.mul(sines[k]));
            FloatVector turnedI = oddR.mul(sines[k]).add(oddI.mul(cosines[k]));
            evenR.add(turnedR)
                    .mul(projectCosines[k] / 2)
                    .sub(evenI.add(turnedI).mul(projectSines[k] / 2))
                    .intoArray(spectrum, k * LANES);
            evenR.sub(turnedR)
                    .mul(projectCosines[mirror] / 2)
                    .add(evenI.sub(turnedI).mul(projectSines[mirror] / 2))
                    .intoArray(spectrum, mirror * LANES);
        }
    }
}

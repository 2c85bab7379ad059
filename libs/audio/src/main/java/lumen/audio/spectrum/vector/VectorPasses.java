package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One pass of the complex transform over some adjacent blocks, all frames of a tile at once. Value
 * i is two vectors: its real parts at {@code 2·i·lanes}, its imaginary parts after them.
 *
 * <p>Each method is one loop with its arithmetic written out: a helper that takes or returns
 * vectors would allocate them wherever the compiler does not inline it.
 */
final class VectorPasses {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private static final float SINE_60 = (float) Math.sin(Math.PI / 3);
    private static final float COSINE_72 = (float) Math.cos(2 * Math.PI / 5);
    private static final float COSINE_144 = (float) Math.cos(4 * Math.PI / 5);
    private static final float SINE_72 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SINE_144 = (float) Math.sin(4 * Math.PI / 5);

    private VectorPasses() {}

    /** A radix 2 pass over the block of {@code length} values from {@code base} on. */
    static void radix2(float[] values, int base, int length, float[] twiddles) {
        int count = length / 2;
        int step = 2 * LANES * count;
        for (int p = 0; p < count; p++) {
            int i = 2 * LANES * (base + p);
            int t = 2 * p;
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            ar.add(br).intoArray(values, i);
            ai.add(bi).intoArray(values, i + LANES);
            FloatVector ur = ar.sub(br);
            FloatVector ui = ai.sub(bi);
            FloatVector cosine1 = FloatVector.broadcast(SPECIES, twiddles[t + 0]);
            FloatVector sine1 = FloatVector.broadcast(SPECIES, twiddles[t + 1]);
            ur.mul(cosine1).sub(ui.mul(sine1)).intoArray(values, i + step);
            ur.mul(sine1).add(ui.mul(cosine1)).intoArray(values, i + step + LANES);
        }
    }

    /** A radix 3 pass over the block of {@code length} values from {@code base} on. */
    static void radix3(float[] values, int base, int length, float[] twiddles) {
        int count = length / 3;
        int step = 2 * LANES * count;
        for (int p = 0; p < count; p++) {
            int i = 2 * LANES * (base + p);
            int t = 4 * p;
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            FloatVector cr = FloatVector.fromArray(SPECIES, values, i + 2 * step);
            FloatVector ci = FloatVector.fromArray(SPECIES, values, i + 2 * step + LANES);
            FloatVector sr = br.add(cr);
            FloatVector si = bi.add(ci);
            FloatVector dr = br.sub(cr).mul(SINE_60);
            FloatVector di = bi.sub(ci).mul(SINE_60);
            ar.add(sr).intoArray(values, i);
            ai.add(si).intoArray(values, i + LANES);
            FloatVector hr = ar.sub(sr.mul(0.5f));
            FloatVector hi = ai.sub(si.mul(0.5f));
            FloatVector ur = hr.add(di);
            FloatVector ui = hi.sub(dr);
            FloatVector cosine1 = FloatVector.broadcast(SPECIES, twiddles[t + 0]);
            FloatVector sine1 = FloatVector.broadcast(SPECIES, twiddles[t + 1]);
            ur.mul(cosine1).sub(ui.mul(sine1)).intoArray(values, i + step);
            ur.mul(sine1).add(ui.mul(cosine1)).intoArray(values, i + step + LANES);
            FloatVector vr = hr.sub(di);
            FloatVector vi = hi.add(dr);
            FloatVector cosine2 = FloatVector.broadcast(SPECIES, twiddles[t + 2]);
            FloatVector sine2 = FloatVector.broadcast(SPECIES, twiddles[t + 3]);
            vr.mul(cosine2).sub(vi.mul(sine2)).intoArray(values, i + 2 * step);
            vr.mul(sine2).add(vi.mul(cosine2)).intoArray(values, i + 2 * step + LANES);
        }
    }

    /** A radix 4 pass over the block of {@code length} values from {@code base} on. */
    static void radix4(float[] values, int base, int length, float[] twiddles) {
        int count = length / 4;
        int step = 2 * LANES * count;
        for (int p = 0; p < count; p++) {
            int i = 2 * LANES * (base + p);
            int t = 6 * p;
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            FloatVector cr = FloatVector.fromArray(SPECIES, values, i + 2 * step);
            FloatVector ci = FloatVector.fromArray(SPECIES, values, i + 2 * step + LANES);
            FloatVector dr = FloatVector.fromArray(SPECIES, values, i + 3 * step);
            FloatVector di = FloatVector.fromArray(SPECIES, values, i + 3 * step + LANES);
            FloatVector evenSumR = ar.add(cr);
            FloatVector evenSumI = ai.add(ci);
            FloatVector evenDifferenceR = ar.sub(cr);
            FloatVector evenDifferenceI = ai.sub(ci);
            FloatVector oddSumR = br.add(dr);
            FloatVector oddSumI = bi.add(di);
            FloatVector oddDifferenceR = br.sub(dr);
            FloatVector oddDifferenceI = bi.sub(di);
            evenSumR.add(oddSumR).intoArray(values, i);
            evenSumI.add(oddSumI).intoArray(values, i + LANES);
            FloatVector ur = evenDifferenceR.add(oddDifferenceI);
            FloatVector ui = evenDifferenceI.sub(oddDifferenceR);
            FloatVector cosine1 = FloatVector.broadcast(SPECIES, twiddles[t + 0]);
            FloatVector sine1 = FloatVector.broadcast(SPECIES, twiddles[t + 1]);
            ur.mul(cosine1).sub(ui.mul(sine1)).intoArray(values, i + step);
            ur.mul(sine1).add(ui.mul(cosine1)).intoArray(values, i + step + LANES);
            FloatVector vr = evenSumR.sub(oddSumR);
            FloatVector vi = evenSumI.sub(oddSumI);
            FloatVector cosine2 = FloatVector.broadcast(SPECIES, twiddles[t + 2]);
            FloatVector sine2 = FloatVector.broadcast(SPECIES, twiddles[t + 3]);
            vr.mul(cosine2).sub(vi.mul(sine2)).intoArray(values, i + 2 * step);
            vr.mul(sine2).add(vi.mul(cosine2)).intoArray(values, i + 2 * step + LANES);
            FloatVector wr = evenDifferenceR.sub(oddDifferenceI);
            FloatVector wi = evenDifferenceI.add(oddDifferenceR);
            FloatVector cosine3 = FloatVector.broadcast(SPECIES, twiddles[t + 4]);
            FloatVector sine3 = FloatVector.broadcast(SPECIES, twiddles[t + 5]);
            wr.mul(cosine3).sub(wi.mul(sine3)).intoArray(values, i + 3 * step);
            wr.mul(sine3).add(wi.mul(cosine3)).intoArray(values, i + 3 * step + LANES);
        }
    }

    /** A radix 5 pass over the block of {@code length} values from {@code base} on. */
    static void radix5(float[] values, int base, int length, float[] twiddles) {
        int count = length / 5;
        int step = 2 * LANES * count;
        for (int p = 0; p < count; p++) {
            int i = 2 * LANES * (base + p);
            int t = 8 * p;
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            FloatVector cr = FloatVector.fromArray(SPECIES, values, i + 2 * step);
            FloatVector ci = FloatVector.fromArray(SPECIES, values, i + 2 * step + LANES);
            FloatVector dr = FloatVector.fromArray(SPECIES, values, i + 3 * step);
            FloatVector di = FloatVector.fromArray(SPECIES, values, i + 3 * step + LANES);
            FloatVector er = FloatVector.fromArray(SPECIES, values, i + 4 * step);
            FloatVector ei = FloatVector.fromArray(SPECIES, values, i + 4 * step + LANES);
            FloatVector outerSumR = br.add(er);
            FloatVector outerSumI = bi.add(ei);
            FloatVector innerSumR = cr.add(dr);
            FloatVector innerSumI = ci.add(di);
            FloatVector outerR = br.sub(er);
            FloatVector outerI = bi.sub(ei);
            FloatVector innerR = cr.sub(dr);
            FloatVector innerI = ci.sub(di);
            ar.add(outerSumR).add(innerSumR).intoArray(values, i);
            ai.add(outerSumI).add(innerSumI).intoArray(values, i + LANES);
            FloatVector nearR = ar.add(outerSumR.mul(COSINE_72)).add(innerSumR.mul(COSINE_144));
            FloatVector nearI = ai.add(outerSumI.mul(COSINE_72)).add(innerSumI.mul(COSINE_144));
            FloatVector nearTurnR = outerR.mul(SINE_72).add(innerR.mul(SINE_144));
            FloatVector nearTurnI = outerI.mul(SINE_72).add(innerI.mul(SINE_144));
            FloatVector ur = nearR.add(nearTurnI);
            FloatVector ui = nearI.sub(nearTurnR);
            FloatVector cosine1 = FloatVector.broadcast(SPECIES, twiddles[t + 0]);
            FloatVector sine1 = FloatVector.broadcast(SPECIES, twiddles[t + 1]);
            ur.mul(cosine1).sub(ui.mul(sine1)).intoArray(values, i + step);
            ur.mul(sine1).add(ui.mul(cosine1)).intoArray(values, i + step + LANES);
            FloatVector xr = nearR.sub(nearTurnI);
            FloatVector xi = nearI.add(nearTurnR);
            FloatVector cosine4 = FloatVector.broadcast(SPECIES, twiddles[t + 6]);
            FloatVector sine4 = FloatVector.broadcast(SPECIES, twiddles[t + 7]);
            xr.mul(cosine4).sub(xi.mul(sine4)).intoArray(values, i + 4 * step);
            xr.mul(sine4).add(xi.mul(cosine4)).intoArray(values, i + 4 * step + LANES);
            FloatVector farR = ar.add(outerSumR.mul(COSINE_144)).add(innerSumR.mul(COSINE_72));
            FloatVector farI = ai.add(outerSumI.mul(COSINE_144)).add(innerSumI.mul(COSINE_72));
            FloatVector farTurnR = outerR.mul(SINE_144).sub(innerR.mul(SINE_72));
            FloatVector farTurnI = outerI.mul(SINE_144).sub(innerI.mul(SINE_72));
            FloatVector vr = farR.add(farTurnI);
            FloatVector vi = farI.sub(farTurnR);
            FloatVector cosine2 = FloatVector.broadcast(SPECIES, twiddles[t + 2]);
            FloatVector sine2 = FloatVector.broadcast(SPECIES, twiddles[t + 3]);
            vr.mul(cosine2).sub(vi.mul(sine2)).intoArray(values, i + 2 * step);
            vr.mul(sine2).add(vi.mul(cosine2)).intoArray(values, i + 2 * step + LANES);
            FloatVector wr = farR.sub(farTurnI);
            FloatVector wi = farI.add(farTurnR);
            FloatVector cosine3 = FloatVector.broadcast(SPECIES, twiddles[t + 4]);
            FloatVector sine3 = FloatVector.broadcast(SPECIES, twiddles[t + 5]);
            wr.mul(cosine3).sub(wi.mul(sine3)).intoArray(values, i + 3 * step);
            wr.mul(sine3).add(wi.mul(cosine3)).intoArray(values, i + 3 * step + LANES);
        }
    }

    /**
     * The last radix 2 pass, over {@code count} values from {@code base} on: all factors are one.
     */
    static void lastRadix2(float[] values, int base, int count) {
        int step = 2 * LANES;
        for (int i = step * base; i < step * (base + count); i += 2 * step) {
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            ar.add(br).intoArray(values, i);
            ai.add(bi).intoArray(values, i + LANES);
            ar.sub(br).intoArray(values, i + step);
            ai.sub(bi).intoArray(values, i + step + LANES);
        }
    }

    /**
     * The last radix 4 pass, over {@code count} values from {@code base} on: all factors are one.
     */
    static void lastRadix4(float[] values, int base, int count) {
        int step = 2 * LANES;
        for (int i = step * base; i < step * (base + count); i += 4 * step) {
            FloatVector ar = FloatVector.fromArray(SPECIES, values, i);
            FloatVector ai = FloatVector.fromArray(SPECIES, values, i + LANES);
            FloatVector br = FloatVector.fromArray(SPECIES, values, i + step);
            FloatVector bi = FloatVector.fromArray(SPECIES, values, i + step + LANES);
            FloatVector cr = FloatVector.fromArray(SPECIES, values, i + 2 * step);
            FloatVector ci = FloatVector.fromArray(SPECIES, values, i + 2 * step + LANES);
            FloatVector dr = FloatVector.fromArray(SPECIES, values, i + 3 * step);
            FloatVector di = FloatVector.fromArray(SPECIES, values, i + 3 * step + LANES);
            FloatVector evenSumR = ar.add(cr);
            FloatVector evenSumI = ai.add(ci);
            FloatVector evenDifferenceR = ar.sub(cr);
            FloatVector evenDifferenceI = ai.sub(ci);
            FloatVector oddSumR = br.add(dr);
            FloatVector oddSumI = bi.add(di);
            FloatVector oddDifferenceR = br.sub(dr);
            FloatVector oddDifferenceI = bi.sub(di);
            evenSumR.add(oddSumR).intoArray(values, i);
            evenSumI.add(oddSumI).intoArray(values, i + LANES);
            FloatVector ur = evenDifferenceR.add(oddDifferenceI);
            FloatVector ui = evenDifferenceI.sub(oddDifferenceR);
            ur.intoArray(values, i + step);
            ui.intoArray(values, i + step + LANES);
            FloatVector vr = evenSumR.sub(oddSumR);
            FloatVector vi = evenSumI.sub(oddSumI);
            vr.intoArray(values, i + 2 * step);
            vi.intoArray(values, i + 2 * step + LANES);
            FloatVector wr = evenDifferenceR.sub(oddDifferenceI);
            FloatVector wi = evenDifferenceI.add(oddDifferenceR);
            wr.intoArray(values, i + 3 * step);
            wi.intoArray(values, i + 3 * step + LANES);
        }
    }

    /**
     * The first pass when it is of radix 4, over all values, taking the samples from a tile and
     * multiplying them by the window on the way.
     */
    static void windowedRadix4(
            float[] samples, int[] offsets, float[] window, float[] values, float[] twiddles) {
        int quarter = window.length / 4;
        int step = LANES * quarter;
        for (int n = 0; n < quarter; n += 2) {
            int i = LANES * n;
            int t = 3 * n;
            FloatVector ar = FloatVector.fromArray(SPECIES, samples, offsets[n]).mul(window[n]);
            FloatVector ai =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + 1]).mul(window[n + 1]);
            FloatVector br =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + quarter])
                            .mul(window[n + quarter]);
            FloatVector bi =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + quarter + 1])
                            .mul(window[n + quarter + 1]);
            FloatVector cr =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + 2 * quarter])
                            .mul(window[n + 2 * quarter]);
            FloatVector ci =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + 2 * quarter + 1])
                            .mul(window[n + 2 * quarter + 1]);
            FloatVector dr =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + 3 * quarter])
                            .mul(window[n + 3 * quarter]);
            FloatVector di =
                    FloatVector.fromArray(SPECIES, samples, offsets[n + 3 * quarter + 1])
                            .mul(window[n + 3 * quarter + 1]);
            FloatVector evenSumR = ar.add(cr);
            FloatVector evenSumI = ai.add(ci);
            FloatVector evenDifferenceR = ar.sub(cr);
            FloatVector evenDifferenceI = ai.sub(ci);
            FloatVector oddSumR = br.add(dr);
            FloatVector oddSumI = bi.add(di);
            FloatVector oddDifferenceR = br.sub(dr);
            FloatVector oddDifferenceI = bi.sub(di);
            evenSumR.add(oddSumR).intoArray(values, i);
            evenSumI.add(oddSumI).intoArray(values, i + LANES);
            FloatVector ur = evenDifferenceR.add(oddDifferenceI);
            FloatVector ui = evenDifferenceI.sub(oddDifferenceR);
            FloatVector cosine1 = FloatVector.broadcast(SPECIES, twiddles[t + 0]);
            FloatVector sine1 = FloatVector.broadcast(SPECIES, twiddles[t + 1]);
            ur.mul(cosine1).sub(ui.mul(sine1)).intoArray(values, i + step);
            ur.mul(sine1).add(ui.mul(cosine1)).intoArray(values, i + step + LANES);
            FloatVector vr = evenSumR.sub(oddSumR);
            FloatVector vi = evenSumI.sub(oddSumI);
            FloatVector cosine2 = FloatVector.broadcast(SPECIES, twiddles[t + 2]);
            FloatVector sine2 = FloatVector.broadcast(SPECIES, twiddles[t + 3]);
            vr.mul(cosine2).sub(vi.mul(sine2)).intoArray(values, i + 2 * step);
            vr.mul(sine2).add(vi.mul(cosine2)).intoArray(values, i + 2 * step + LANES);
            FloatVector wr = evenDifferenceR.sub(oddDifferenceI);
            FloatVector wi = evenDifferenceI.add(oddDifferenceR);
            FloatVector cosine3 = FloatVector.broadcast(SPECIES, twiddles[t + 4]);
            FloatVector sine3 = FloatVector.broadcast(SPECIES, twiddles[t + 5]);
            wr.mul(cosine3).sub(wi.mul(sine3)).intoArray(values, i + 3 * step);
            wr.mul(sine3).add(wi.mul(cosine3)).intoArray(values, i + 3 * step + LANES);
        }
    }

    /**
     * Takes the samples from a tile, multiplied by the window, where the first pass is not radix 4.
     */
    static void windowed(float[] samples, int[] offsets, float[] window, float[] values) {
        for (int n = 0; n < window.length; n++) {
            FloatVector.fromArray(SPECIES, samples, offsets[n])
                    .mul(window[n])
                    .intoArray(values, LANES * n);
        }
    }
}

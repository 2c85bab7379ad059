package lumen.benchmarks.features;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures what one core of this machine computes at most: independent multiplications and
 * additions on vectors that stay in registers. No transform can do more operations in the same
 * time.
 */
final class PeakRate {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int STEPS = 1_000_000;
    private static final int ROUNDS = 40;
    private static final int VECTORS = 8;

    private PeakRate() {}

    /** Floating-point operations a second, a fused multiplication and addition being two. */
    static double operationsPerSecond() {
        double best = 0;
        float[] values = new float[SPECIES.length()];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            work(values);
            double seconds = (System.nanoTime() - begin) / 1e9;
            best = Math.max(best, 2.0 * VECTORS * STEPS * SPECIES.length() / seconds);
        }
        return best;
    }

    private static void work(float[] values) {
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector start = FloatVector.fromArray(SPECIES, values, 0);
        FloatVector a = start;
        FloatVector b = start.add(1);
        FloatVector c = start.add(2);
        FloatVector d = start.add(3);
        FloatVector e = start.add(4);
        FloatVector f = start.add(5);
        FloatVector g = start.add(6);
        FloatVector h = start.add(7);
        for (int i = 0; i < STEPS; i++) {
            a = a.fma(factor, factor);
            b = b.fma(factor, factor);
            c = c.fma(factor, factor);
            d = d.fma(factor, factor);
            e = e.fma(factor, factor);
            f = f.fma(factor, factor);
            g = g.fma(factor, factor);
            h = h.fma(factor, factor);
        }
        a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).intoArray(values, 0);
    }
}

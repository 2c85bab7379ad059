package lumen.audio.augmentation.stretch;

/**
 * Reads a signal at other places than its samples, by a sinc under a Kaiser window that is 24 zero
 * crossings long on either side; its edge lies at 0.95 of the lower Nyquist frequency.
 */
public final class SincResampler {
    private static final int CROSSINGS = 24;
    private static final int STEPS = 512;
    private static final int PHASES = 256;
    private static final double KAISER = 8;
    private static final double EDGE = 0.95;

    private SincResampler() {}

    /** The kernel at every 1/512 of a zero crossing, with which it is built when first needed. */
    private static final class Table {
        private static final double[] VALUES = build();

        private static double[] build() {
            double[] values = new double[CROSSINGS * STEPS + 2];
            values[0] = 1;
            for (int index = 1; index < CROSSINGS * STEPS; index++) {
                double angle = Math.PI * index / STEPS;
                double place = (double) index / (CROSSINGS * STEPS);
                double window = bessel(KAISER * Math.sqrt(1 - place * place)) / bessel(KAISER);
                values[index] = StrictMath.sin(angle) / angle * window;
            }
            return values;
        }

        /** The modified Bessel function of the first kind and order 0, by its power series. */
        private static double bessel(double x) {
            double term = 1;
            double sum = 1;
            for (int k = 1; term > 1e-17 * sum; k++) {
                term *= (x / (2 * k)) * (x / (2 * k));
                sum += term;
            }
            return sum;
        }
    }

    /**
     * Reads a signal at the places 0, step, 2·step and so on; beyond its ends it is silent.
     *
     * @param samples the signal
     * @param step source samples for each output sample; above 1 the signal gets higher and shorter
     * @param length output samples
     */
    public static float[] resample(float[] samples, double step, int length) {
        double cutoff = EDGE * Math.min(1, 1 / step);
        int reach = (int) Math.ceil(CROSSINGS / cutoff);
        double[][] phases = phases(cutoff, reach);
        float[] output = new float[length];
        for (int index = 0; index < length; index++) {
            double position = index * step;
            int whole = (int) position;
            double phase = (position - whole) * PHASES;
            int below = (int) phase;
            int start = whole - reach + 1;
            double[] left = phases[below];
            double[] right = phases[below + 1];
            double first = 0;
            double second = 0;
            int from = Math.max(0, -start);
            int end = Math.min(2 * reach, samples.length - start);
            for (int tap = from; tap < end; tap++) {
                first += left[tap] * samples[start + tap];
                second += right[tap] * samples[start + tap];
            }
            output[index] = (float) (first + (phase - below) * (second - first));
        }
        return output;
    }

    /** The weights of the samples around a place, for every 1/256 of the way to the next sample. */
    private static double[][] phases(double cutoff, int reach) {
        double[] table = Table.VALUES;
        double[][] phases = new double[PHASES + 1][2 * reach];
        for (int phase = 0; phase <= PHASES; phase++) {
            for (int tap = 0; tap < 2 * reach; tap++) {
                double distance = Math.abs(tap - reach + 1 - (double) phase / PHASES);
                double place = distance * cutoff * STEPS;
                int below = (int) place;
                if (below < CROSSINGS * STEPS) {
                    double slope = table[below + 1] - table[below];
                    phases[phase][tap] = cutoff * (table[below] + (place - below) * slope);
                }
            }
        }
        return phases;
    }
}

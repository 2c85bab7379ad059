package lumen.audio.augmentation.stretch;

/**
 * Reads a signal at other places than its samples, by a sinc under a Kaiser window that is 24 zero
 * crossings long on either side; its edge lies at 0.95 of the lower Nyquist frequency.
 */
public final class SincResampler {
    private static final int CROSSINGS = 24;
    private static final int STEPS = 512;
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
        double[] table = Table.VALUES;
        double cutoff = EDGE * Math.min(1, 1 / step);
        double reach = CROSSINGS / cutoff;
        float[] output = new float[length];
        for (int index = 0; index < length; index++) {
            double position = index * step;
            int first = Math.max(0, (int) Math.ceil(position - reach));
            int last = Math.min(samples.length - 1, (int) Math.floor(position + reach));
            double sum = 0;
            for (int tap = first; tap <= last; tap++) {
                double place = Math.abs(position - tap) * cutoff * STEPS;
                int below = (int) place;
                double value = table[below] + (place - below) * (table[below + 1] - table[below]);
                sum += value * samples[tap];
            }
            output[index] = (float) (cutoff * sum);
        }
        return output;
    }
}

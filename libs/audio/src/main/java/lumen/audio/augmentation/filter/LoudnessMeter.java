package lumen.audio.augmentation.filter;

/**
 * Integrated loudness of a mono signal after ITU-R BS.1770: the mean square of the signal under the
 * K weighting in blocks of 400 ms, three quarters of which overlap, without the blocks below -70
 * LUFS and without those more than 10 LU below the mean of the rest.
 */
public final class LoudnessMeter {
    private static final double OFFSET = -0.691;
    private static final double ABSOLUTE_GATE = -70;
    private static final double RELATIVE_GATE = -10;

    private LoudnessMeter() {}

    /**
     * Measures a signal; one shorter than 400 ms is a single block.
     *
     * @param samples mono, left as they are
     * @param samplingRate in Hz
     * @return in LUFS, negative infinity if no block is above the gates
     */
    public static double measure(float[] samples, int samplingRate) {
        float[] weighted = samples.clone();
        Biquad.highShelf(samplingRate, 1500, Math.sqrt(0.5), 4).filter(weighted);
        Biquad.highPass(samplingRate, 38, 0.5).filter(weighted);
        double[] powers = powers(weighted, samplingRate);
        double absolute = mean(powers, ABSOLUTE_GATE);
        return loudness(mean(powers, Math.max(ABSOLUTE_GATE, loudness(absolute) + RELATIVE_GATE)));
    }

    private static double[] powers(float[] samples, int samplingRate) {
        int block = Math.min(samples.length, (int) Math.round(0.4 * samplingRate));
        int step = Math.max(1, (int) Math.round(0.1 * samplingRate));
        int count = samples.length == 0 ? 0 : 1 + (samples.length - block) / step;
        double[] powers = new double[count];
        for (int index = 0; index < count; index++) {
            for (int place = index * step; place < index * step + block; place++) {
                powers[index] += (double) samples[place] * samples[place] / block;
            }
        }
        return powers;
    }

    /** The mean power of the blocks whose loudness is above a gate; 0 if there is none. */
    private static double mean(double[] powers, double gate) {
        double sum = 0;
        int count = 0;
        for (double power : powers) {
            if (loudness(power) > gate) {
                sum += power;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double loudness(double power) {
        return OFFSET + 10 * StrictMath.log10(power);
    }
}

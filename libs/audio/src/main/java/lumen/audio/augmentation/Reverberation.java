package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds a room: four parallel feedback combs and two all-pass filters (Schroeder, Natural Sounding
 * Artificial Reverberation, 1962) with random delays and decay.
 *
 * @param probability chance of being applied
 * @param share greatest amplitude of the reverberation relative to the direct sound
 */
public record Reverberation(double probability, double share) implements SignalAugmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "reverberation_share",
                    0.8,
                    0,
                    10,
                    "greatest amplitude of the reverberation relative to the direct sound");

    private static final double[] COMB_SECONDS = {0.0297, 0.0371, 0.0411, 0.0437};
    private static final double[] PASS_SECONDS = {0.0050, 0.0017};
    private static final float PASS_GAIN = 0.7f;

    /** Checks the share. */
    public Reverberation {
        SHARE.check(share);
    }

    static Reverberation from(Arguments arguments) {
        return new Reverberation(1, arguments.get(SHARE));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double size = Decibels.between(random, 0.6, 1.4);
        double decaySeconds = Decibels.logarithmic(random, 0.3, 2.5);
        float level = (float) Decibels.between(random, 0.1 * share, share);
        if (random.nextDouble() >= probability) {
            return samples;
        }
        float[] room = new float[samples.length];
        for (double seconds : COMB_SECONDS) {
            int delay = delay(seconds * size, samplingRate);
            double reached = StrictMath.pow(10, -3.0 * delay / samplingRate / decaySeconds);
            comb(samples, room, delay, (float) reached);
        }
        for (double seconds : PASS_SECONDS) {
            allPass(room, delay(seconds * size, samplingRate));
        }
        float scale = level / COMB_SECONDS.length;
        for (int index = 0; index < samples.length; index++) {
            samples[index] += scale * room[index];
        }
        return samples;
    }

    private static int delay(double seconds, int samplingRate) {
        return Math.max(1, (int) Math.round(seconds * samplingRate));
    }

    private static void comb(float[] samples, float[] sum, int delay, float feedback) {
        float[] line = new float[delay];
        int place = 0;
        for (int index = 0; index < samples.length; index++) {
            float out = line[place];
            line[place] = samples[index] + feedback * out;
            sum[index] += out;
            place = place + 1 == delay ? 0 : place + 1;
        }
    }

    private static void allPass(float[] samples, int delay) {
        float[] line = new float[delay];
        int place = 0;
        for (int index = 0; index < samples.length; index++) {
            float delayed = line[place];
            float stored = samples[index] + PASS_GAIN * delayed;
            line[place] = stored;
            samples[index] = delayed - PASS_GAIN * stored;
            place = place + 1 == delay ? 0 : place + 1;
        }
    }
}

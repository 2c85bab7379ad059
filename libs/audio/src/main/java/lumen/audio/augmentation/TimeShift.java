package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Moves a signal in time by a whole number of samples; what leaves at one end comes in at the
 * other.
 *
 * @param share greatest shift in either direction as a share of the signal's length
 */
public record TimeShift(double share) implements SignalAugmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "time_shift_max_percentage",
                    0.5,
                    0,
                    0.5,
                    "greatest shift in either direction, as a share of the length");

    /** Checks the share. */
    public TimeShift {
        SHARE.check(share);
    }

    static TimeShift from(Arguments arguments) {
        return new TimeShift(arguments.get(SHARE));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        int most = (int) Math.round(samples.length * share);
        int shift = random.nextInt(-most, most + 1);
        float[] moved = new float[samples.length];
        if (samples.length > 0) {
            int start = Math.floorMod(shift, samples.length);
            System.arraycopy(samples, 0, moved, start, samples.length - start);
            System.arraycopy(samples, samples.length - start, moved, 0, start);
        }
        return moved;
    }
}

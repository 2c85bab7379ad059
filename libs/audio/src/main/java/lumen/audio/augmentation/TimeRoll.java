package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Moves a spectrogram in time by whole frames; what leaves at one end comes in at the other. Unlike
 * {@link TimeShift} no frame spans the place where end and beginning meet.
 *
 * @param share greatest shift in either direction as a share of the frames
 */
public record TimeRoll(double share) implements SpectrogramAugmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "time_roll_max_percentage",
                    0.5,
                    0,
                    0.5,
                    "greatest shift in either direction, as a share of the frames");

    /** Checks the share. */
    public TimeRoll {
        SHARE.check(share);
    }

    static TimeRoll from(Arguments arguments) {
        return new TimeRoll(arguments.get(SHARE));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        int frames = spectrogram.frames();
        int most = (int) Math.round(frames * share);
        int start = Math.floorMod(random.nextInt(-most, most + 1), frames);
        float[] values = spectrogram.values();
        float[] row = new float[frames];
        for (int first = 0; first < values.length; first += frames) {
            System.arraycopy(values, first, row, 0, frames);
            System.arraycopy(row, 0, values, first + start, frames - start);
            System.arraycopy(row, frames - start, values, first, start);
        }
    }
}

package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.stretch.SincResampler;

/**
 * Plays a recording faster or slower, so that pitch, formants and attacks all move: the same note
 * of an instrument of another size.
 *
 * @param semitones greatest shift of pitch up or down
 * @param probability chance that the speed is changed at all
 */
public record PlaybackSpeed(double semitones, double probability) implements SignalAugmentation {
    static final Argument<Double> SEMITONES =
            Argument.number(
                    "playback_speed_semitones",
                    6.0,
                    0,
                    24,
                    "greatest change of pitch up or down by the change of speed");

    /** Checks the shift. */
    public PlaybackSpeed {
        SEMITONES.check(semitones);
    }

    static PlaybackSpeed from(Arguments arguments) {
        return new PlaybackSpeed(arguments.get(SEMITONES), 1);
    }

    /**
     * Plays a signal at a drawn speed.
     *
     * @return {@code round(samples.length / speed)} samples
     */
    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double speed = draw(random);
        return SincResampler.resample(samples, speed, (int) Math.round(samples.length / speed));
    }

    /**
     * Draws a speed.
     *
     * @return source samples per output sample, 1 when the speed stays
     */
    public double draw(RandomGenerator random) {
        double shift = Decibels.between(random, -semitones, semitones);
        return random.nextDouble() < probability ? StrictMath.pow(2, shift / 12) : 1;
    }

    /**
     * Reads a stretch of a recording at a speed, by cubic interpolation (Catmull-Rom); at the end
     * it goes on from the beginning.
     *
     * @param recording 16-bit samples, at least one
     * @param start first sample to read
     * @param speed source samples per output sample
     * @param output receives samples from -1 to 1
     */
    public static void read(short[] recording, int start, double speed, float[] output) {
        int length = recording.length;
        double position = start % length;
        for (int index = 0; index < output.length; index++) {
            int whole = (int) position;
            float fraction = (float) (position - whole);
            float before = recording[whole == 0 ? length - 1 : whole - 1];
            float here = recording[whole];
            int nextPlace = whole + 1 < length ? whole + 1 : 0;
            float next = recording[nextPlace];
            float after = recording[nextPlace + 1 < length ? nextPlace + 1 : 0];
            float slope = 0.5f * (next - before);
            float square = before - 2.5f * here + 2f * next - 0.5f * after;
            float cube = 0.5f * (after - before) + 1.5f * (here - next);
            float value = ((cube * fraction + square) * fraction + slope) * fraction + here;
            output[index] = value / 32768f;
            position += speed;
            if (position >= length) {
                position -= length;
            }
        }
    }
}

package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Plays a recording faster or slower, so that pitch, formants and attacks all move: the same note
 * of an instrument of another size.
 *
 * @param semitones greatest shift of pitch up or down
 * @param probability chance that the speed is changed at all
 */
public record PlaybackSpeed(double semitones, double probability) {
    /**
     * Draws a speed.
     *
     * @return source samples per output sample, 1 when the speed stays
     */
    public double draw(RandomGenerator random) {
        double shift = Decibels.between(random, -semitones, semitones);
        return random.nextDouble() < probability ? Math.pow(2, shift / 12) : 1;
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

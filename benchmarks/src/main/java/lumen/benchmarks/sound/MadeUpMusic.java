package lumen.benchmarks.sound;

import java.util.Random;

/** A signal like music: notes with harmonics that decay, and a little noise. */
public final class MadeUpMusic {
    private static final int HARMONICS = 12;
    private static final double NOTE_SECONDS = 0.4;

    private MadeUpMusic() {}

    /**
     * Makes a clip.
     *
     * @param seconds how long
     * @param rate samples per second
     * @param seed the same seed makes the same samples
     * @return mono samples, the loudest of magnitude 1
     */
    public static float[] samples(int seconds, int rate, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[seconds * rate];
        int noteLength = (int) (NOTE_SECONDS * rate);
        for (int start = 0; start < samples.length; start += noteLength / 2) {
            double frequency = 55 * Math.pow(2, random.nextInt(60) / 12.0);
            addNote(samples, start, noteLength, frequency / rate);
        }
        float peak = 0;
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (float) (1e-3 * random.nextGaussian());
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] /= peak;
        }
        return samples;
    }

    /**
     * @param frequency in cycles per sample
     */
    private static void addNote(float[] samples, int start, int length, double frequency) {
        int end = Math.min(samples.length, start + length);
        for (int harmonic = 1; harmonic <= HARMONICS && harmonic * frequency < 0.5; harmonic++) {
            double step = 2 * Math.PI * harmonic * frequency;
            for (int i = start; i < end; i++) {
                double age = (double) (i - start) / length;
                samples[i] +=
                        (float)
                                (Math.sin(step * (i - start))
                                        * Math.exp(-4 * age * harmonic)
                                        / harmonic);
            }
        }
    }
}

package lumen.audio.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Adds recorded noise: random files one after the other, a longer one from a random place, each
 * brought to the same level.
 *
 * @param folder where the noise comes from
 * @param signalToNoise root mean square of the signal over that of the noise, in dB
 */
public record BackgroundNoise(NoiseFolder folder, Range signalToNoise)
        implements SignalAugmentation {
    static final Argument<String> FOLDER =
            Argument.text(
                    "path_background_noise",
                    "the name of a folder",
                    "folder of the wav files that noise is drawn from");
    static final Argument<Range> SIGNAL_TO_NOISE =
            Argument.range("background_noise_snr", 3, 30, -60, 120, "signal to noise ratio in dB");

    /** So many empty or silent files in turn end the search for noise. */
    private static final int ATTEMPTS = 100;

    /** Checks the range. */
    public BackgroundNoise {
        SIGNAL_TO_NOISE.check(signalToNoise);
    }

    static BackgroundNoise from(Arguments arguments) {
        return new BackgroundNoise(
                NoiseFolder.of(arguments.folder(FOLDER)), arguments.get(SIGNAL_TO_NOISE));
    }

    /**
     * Adds noise.
     *
     * @throws java.io.UncheckedIOException if a file of the folder cannot be decoded
     * @throws IllegalStateException if the folder's files are silent
     */
    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double ratio = Decibels.amplitude(signalToNoise.draw(random));
        float[] noise = noise(samples.length, samplingRate, random);
        double present = Decibels.level(noise);
        double factor = present == 0 ? 0 : Decibels.level(samples) / ratio / present;
        for (int index = 0; index < samples.length; index++) {
            samples[index] += (float) (factor * noise[index]);
        }
        return samples;
    }

    private float[] noise(int length, int samplingRate, RandomGenerator random) {
        float[] noise = new float[length];
        int attempts = 0;
        for (int filled = 0; filled < length; ) {
            float[] piece = folder.samples(random.nextInt(folder.size()), samplingRate);
            int missing = length - filled;
            int start = piece.length > missing ? random.nextInt(piece.length - missing + 1) : 0;
            int end = Math.min(piece.length, start + missing);
            float[] taken = Arrays.copyOfRange(piece, start, end);
            double level = Decibels.level(taken);
            if (level > 0) {
                Decibels.scale(taken, 1 / level);
                System.arraycopy(taken, 0, noise, filled, taken.length);
                filled += taken.length;
            } else if (++attempts == ATTEMPTS) {
                throw new IllegalStateException("the files of path_background_noise are silent");
            }
        }
        return noise;
    }
}

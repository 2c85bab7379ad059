package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Hides bands and frames behind the spectrogram's mean (Park et al., SpecAugment, 2019).
 *
 * @param bandMasks number of stripes along time
 * @param bandShare greatest share of the bands that a stripe hides
 * @param frameMasks number of stripes along frequency
 * @param frameShare greatest share of the frames that a stripe hides
 */
public record Masks(int bandMasks, double bandShare, int frameMasks, double frameShare)
        implements SpectrogramAugmentation {
    @Override
    public void apply(float[] values, int bands, int frames, RandomGenerator random) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        float mean = (float) (sum / values.length);
        for (int mask = 0; mask < bandMasks; mask++) {
            int width = random.nextInt((int) (bands * bandShare) + 1);
            int first = random.nextInt(bands - width + 1);
            hide(values, frames, first, first + width, 0, frames, mean);
        }
        for (int mask = 0; mask < frameMasks; mask++) {
            int width = random.nextInt((int) (frames * frameShare) + 1);
            int first = random.nextInt(frames - width + 1);
            hide(values, frames, 0, bands, first, first + width, mean);
        }
    }

    private static void hide(
            float[] values,
            int frames,
            int firstBand,
            int endBand,
            int firstFrame,
            int endFrame,
            float mean) {
        for (int band = firstBand; band < endBand; band++) {
            for (int frame = firstFrame; frame < endFrame; frame++) {
                values[band * frames + frame] = mean;
            }
        }
    }
}

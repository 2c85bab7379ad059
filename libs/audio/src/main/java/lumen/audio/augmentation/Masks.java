package lumen.audio.augmentation;

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
    static final Argument<Integer> BAND_MASKS =
            Argument.whole("masks_bands", 2, 0, 64, "number of stripes along time");
    static final Argument<Double> BAND_SHARE =
            Argument.number(
                    "masks_band_share", 0.12, 0, 1, "greatest share of the bands in a stripe");
    static final Argument<Integer> FRAME_MASKS =
            Argument.whole("masks_frames", 2, 0, 64, "number of stripes along frequency");
    static final Argument<Double> FRAME_SHARE =
            Argument.number(
                    "masks_frame_share", 0.15, 0, 1, "greatest share of the frames in a stripe");

    /** Checks the ranges. */
    public Masks {
        BAND_MASKS.check(bandMasks);
        BAND_SHARE.check(bandShare);
        FRAME_MASKS.check(frameMasks);
        FRAME_SHARE.check(frameShare);
    }

    static Masks from(Arguments arguments) {
        return new Masks(
                arguments.get(BAND_MASKS),
                arguments.get(BAND_SHARE),
                arguments.get(FRAME_MASKS),
                arguments.get(FRAME_SHARE));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        float[] values = spectrogram.values();
        int bands = spectrogram.bands();
        int frames = spectrogram.frames();
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        float mean = (float) (sum / values.length);
        for (int mask = 0; mask < bandMasks; mask++) {
            int width = random.nextInt((int) (bands * bandShare) + 1);
            int first = random.nextInt(bands - width + 1);
            spectrogram.fill(first, first + width, 0, frames, mean);
        }
        for (int mask = 0; mask < frameMasks; mask++) {
            int width = random.nextInt((int) (frames * frameShare) + 1);
            int first = random.nextInt(frames - width + 1);
            spectrogram.fill(0, bands, first, first + width, mean);
        }
    }
}

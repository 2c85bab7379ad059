package lumen.audio.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Raises and lowers frequency regions of a spectrogram, as rooms and microphones do: random corners
 * divide the bands, each corner gets a gain, and gains between corners follow a straight line in
 * decibels (Nam, Kim and Park, FilterAugment, 2022, linear type).
 *
 * @param regions how many regions the bands are divided into
 * @param gain at a corner, in dB
 */
public record FilterAugmentation(Range regions, Range gain) implements SpectrogramAugmentation {
    static final Argument<Range> REGIONS =
            Argument.range("filter_augmentation_bands", 3, 6, 1, 64, "number of frequency regions");
    static final Argument<Range> GAIN =
            Argument.range(
                    "filter_augmentation_gain", -6, 6, -60, 60, "gain at a region's edge in dB");

    /** Checks the ranges. */
    public FilterAugmentation {
        REGIONS.check(regions);
        GAIN.check(gain);
    }

    static FilterAugmentation from(Arguments arguments) {
        return new FilterAugmentation(arguments.get(REGIONS), arguments.get(GAIN));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        int drawn = random.nextInt((int) regions.low(), (int) regions.high() + 1);
        int[] corners = new int[Math.min(drawn, spectrogram.bands()) + 1];
        for (int corner = 1; corner < corners.length - 1; corner++) {
            corners[corner] = random.nextInt(spectrogram.bands());
        }
        corners[corners.length - 1] = spectrogram.bands();
        Arrays.sort(corners);
        double left = gain.draw(random);
        for (int corner = 1; corner < corners.length; corner++) {
            double right = gain.draw(random);
            change(spectrogram, corners[corner - 1], corners[corner], left, right);
            left = right;
        }
    }

    private static void change(
            Spectrogram spectrogram, int first, int end, double left, double right) {
        float[] values = spectrogram.values();
        int frames = spectrogram.frames();
        for (int band = first; band < end; band++) {
            double decibels = left + (right - left) * (band - first) / (end - first);
            for (int index = band * frames; index < (band + 1) * frames; index++) {
                values[index] = spectrogram.scale().times(values[index], decibels);
            }
        }
    }
}

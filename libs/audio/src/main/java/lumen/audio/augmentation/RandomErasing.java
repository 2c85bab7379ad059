package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Silences one rectangle of a spectrogram (Zhong et al., Random Erasing, 2020). If ten rectangles
 * in turn do not fit, nothing is silenced.
 *
 * @param area share of the spectrogram that the rectangle covers
 * @param aspect its height in bands divided by its width in frames
 */
public record RandomErasing(Range area, Range aspect) implements SpectrogramAugmentation {
    static final Argument<Range> AREA =
            Argument.range("random_erase_area", 0.02, 0.2, 0, 1, "share that is hidden");
    static final Argument<Range> ASPECT =
            Argument.range(
                    "random_erase_aspect",
                    1,
                    2,
                    0.01,
                    100,
                    "height of the rectangle divided by its width");

    private static final int ATTEMPTS = 10;

    /** Checks the ranges. */
    public RandomErasing {
        AREA.check(area);
        ASPECT.check(aspect);
    }

    static RandomErasing from(Arguments arguments) {
        return new RandomErasing(arguments.get(AREA), arguments.get(ASPECT));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double covered = spectrogram.bands() * spectrogram.frames() * area.draw(random);
            double shape = aspect.drawLogarithmic(random);
            int height = (int) Math.round(Math.sqrt(covered * shape));
            int width = (int) Math.round(Math.sqrt(covered / shape));
            if (height < spectrogram.bands() && width < spectrogram.frames()) {
                int band = random.nextInt(spectrogram.bands() - height + 1);
                int frame = random.nextInt(spectrogram.frames() - width + 1);
                spectrogram.fill(band, band + height, frame, frame + width, spectrogram.silence());
                return;
            }
        }
    }
}

package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Moves a spectrogram up or down by whole bands; the edge bands are repeated.
 *
 * @param bandsAtMost greatest shift
 * @param probability chance of being applied
 */
public record BandShift(int bandsAtMost, double probability) implements SpectrogramAugmentation {
    static final Argument<Integer> BANDS =
            Argument.whole("band_shift_bands", 4, 0, 1024, "greatest shift up or down in bands");

    /** Checks the shift. */
    public BandShift {
        BANDS.check(bandsAtMost);
    }

    static BandShift from(Arguments arguments) {
        return new BandShift(arguments.get(BANDS), 1);
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        float[] values = spectrogram.values();
        int bands = spectrogram.bands();
        int frames = spectrogram.frames();
        int shift = random.nextInt(-bandsAtMost, bandsAtMost + 1);
        if (random.nextDouble() >= probability || shift == 0) {
            return;
        }
        float[] source = values.clone();
        for (int band = 0; band < bands; band++) {
            int from = Math.clamp(band - shift, 0, bands - 1);
            System.arraycopy(source, from * frames, values, band * frames, frames);
        }
    }
}

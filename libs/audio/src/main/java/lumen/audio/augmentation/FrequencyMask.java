package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Silences one stripe of neighbouring bands (Park et al., SpecAugment, 2019).
 *
 * @param bandsAtMost greatest number of bands; no more than there are
 * @param asReference whether frames are silenced instead of bands, as the reference does with the
 *     features of AST
 */
public record FrequencyMask(double bandsAtMost, boolean asReference)
        implements SpectrogramAugmentation {
    static final Argument<Double> BANDS =
            Argument.number("freq_mask_param", 30.0, 0, 4096, "greatest number of hidden bands");

    /** Checks the number. */
    public FrequencyMask {
        BANDS.check(bandsAtMost);
    }

    static FrequencyMask from(Arguments arguments) {
        return new FrequencyMask(
                arguments.get(BANDS), arguments.asReference(AugmentationName.FREQ_MASK));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        int rows = asReference ? spectrogram.frames() : spectrogram.bands();
        double width = random.nextDouble() * Math.min(bandsAtMost, rows);
        int first = (int) (random.nextDouble() * (rows - width));
        int end = first + (int) width;
        if (asReference) {
            spectrogram.fill(0, spectrogram.bands(), first, end, spectrogram.silence());
        } else {
            spectrogram.fill(first, end, 0, spectrogram.frames(), spectrogram.silence());
        }
    }
}

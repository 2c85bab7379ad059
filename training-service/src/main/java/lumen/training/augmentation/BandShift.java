package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Moves a spectrogram up or down by whole bands; the edge bands are repeated.
 *
 * @param bandsAtMost greatest shift
 * @param probability chance of being applied
 */
public record BandShift(int bandsAtMost, double probability) implements SpectrogramAugmentation {
    @Override
    public void apply(float[] values, int bands, int frames, RandomGenerator random) {
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

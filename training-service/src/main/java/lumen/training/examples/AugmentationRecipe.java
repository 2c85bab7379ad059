package lumen.training.examples;

import java.util.List;
import lumen.audio.augmentation.BandShift;
import lumen.audio.augmentation.Blur;
import lumen.audio.augmentation.Masks;
import lumen.audio.augmentation.Mixing;
import lumen.audio.augmentation.NoiseFloor;
import lumen.audio.augmentation.PlaybackSpeed;
import lumen.audio.augmentation.RandomEqualiser;
import lumen.audio.augmentation.Reverberation;
import lumen.audio.augmentation.Saturation;
import lumen.audio.augmentation.SignalAugmentation;
import lumen.audio.augmentation.SpectrogramAugmentation;
import lumen.audio.augmentation.SpectrumTransfer;

/**
 * Everything that varies an example, in the order in which it is applied.
 *
 * @param mixing which recordings sound together
 * @param speed how fast each recording is played
 * @param onSource applied to every recording before it is mixed
 * @param onMix applied to the mixed signal
 * @param onPower applied to the mel power spectrogram
 * @param transfer applied to the spectrogram in decibels, with another recording's
 * @param onDecibels applied after that to the spectrogram in decibels
 * @param quietest least peak level of the mixed signal, in dB below full scale
 */
public record AugmentationRecipe(
        Mixing mixing,
        PlaybackSpeed speed,
        List<SignalAugmentation> onSource,
        List<SignalAugmentation> onMix,
        List<SpectrogramAugmentation> onPower,
        SpectrumTransfer transfer,
        List<SpectrogramAugmentation> onDecibels,
        double quietest) {
    /** Copies the lists. */
    public AugmentationRecipe {
        onSource = List.copyOf(onSource);
        onMix = List.copyOf(onMix);
        onPower = List.copyOf(onPower);
        onDecibels = List.copyOf(onDecibels);
    }

    /** No variation but the choice of the stretch. */
    public static AugmentationRecipe none() {
        return new AugmentationRecipe(
                new Mixing(0, 0, 0, 0),
                new PlaybackSpeed(0, 0),
                List.of(),
                List.of(),
                List.of(),
                new SpectrumTransfer(0, 0),
                List.of(),
                0);
    }

    /** Slight changes, for the beginning of a training that ends with strong ones. */
    public static AugmentationRecipe light() {
        return new AugmentationRecipe(
                new Mixing(0.25, 0, -6, 3),
                new PlaybackSpeed(1, 0.5),
                List.of(new RandomEqualiser(1, 4, 0, 0)),
                List.of(),
                List.of(new NoiseFloor(0.5, 40, 80)),
                new SpectrumTransfer(0, 0),
                List.of(new Masks(1, 0.1, 1, 0.1)),
                -12);
    }

    /** Strong changes of timbre, for recordings unlike those trained on. */
    public static AugmentationRecipe strong() {
        return new AugmentationRecipe(
                new Mixing(0.6, 0.3, -8, 6),
                new PlaybackSpeed(6, 0.8),
                List.of(new RandomEqualiser(4, 7, 0.35, 0.15), new Saturation(0.15, 4)),
                List.of(new RandomEqualiser(1, 4, 0.1, 0.1), new Reverberation(0.35, 0.8)),
                List.of(new NoiseFloor(0.5, 25, 80)),
                new SpectrumTransfer(0.5, 0.6),
                List.of(new Blur(0.4, 2), new BandShift(4, 0.5), new Masks(2, 0.12, 2, 0.15)),
                -12);
    }
}

package lumen.audio;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import lumen.audio.mel.MelParameters;

/** A specification of every transform, in windows that are shorter than a second. */
final class EveryTransform {
    private EveryTransform() {}

    static Stream<FeatureSpecification> specifications() {
        MelParameters mel = new MelParameters(16_000, 400, 160, 40, 0, 8_000);
        Windowing halves = new Windowing(48, 24, Padding.ZERO);
        ImageForm image = ImageForm.of(64, List.of(0.413), List.of(2.582));
        return Stream.of(
                new MelSpectrogramFeatures(mel, true, Windowing.of(50), image),
                new LogMelSpectrogramFeatures(mel, true, halves),
                new MfccFeatures(
                        mel,
                        13,
                        OptionalDouble.of(80),
                        true,
                        new Windowing(30, 30, Padding.REFERENCE),
                        ImageForm.NONE),
                MultiSpectrogramFeatures.of(mel, 40),
                MultiSpectrogramFeatures.reference(96, 50),
                AstFeatures.of(64),
                Wav2VecFeatures.of(16_000, 9_000),
                WaveletFeatures.reference(16),
                MelChroWavFeatures.reference(16));
    }
}

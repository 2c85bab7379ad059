package lumen.audio;

import java.util.function.Supplier;
import lumen.audio.chroma.ChromaTables;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.transform.KaldiTransform;
import lumen.audio.transform.MelChromaWaveletTransform;
import lumen.audio.transform.MelTransform;
import lumen.audio.transform.MfccTransform;
import lumen.audio.transform.MultiSpectrogramTransform;
import lumen.audio.transform.WaveformTransform;
import lumen.audio.transform.WaveletTransform;
import lumen.audio.wavelet.WaveletTables;

/** Computes the tables of a specification once, and makes streams that share them. */
final class WindowStreams {
    private WindowStreams() {}

    static Supplier<WindowStream> of(FeatureSpecification specification, KernelKind kind) {
        return switch (specification) {
            case MelSpectrogramFeatures features -> mel(features, false, kind);
            case LogMelSpectrogramFeatures features -> mel(features, true, kind);
            case MfccFeatures features -> {
                MelTables mel = MelTables.of(features.mel());
                double range = features.topDecibels().orElse(Double.POSITIVE_INFINITY);
                yield () ->
                        new ColumnStream(
                                features,
                                new MfccTransform(mel, features.coefficients(), range, kind),
                                false);
            }
            case MultiSpectrogramFeatures features -> {
                MelTables mel = MelTables.of(features.mel());
                ChromaTables chroma = chroma(features.mel(), MultiSpectrogramFeatures.CLASSES);
                yield () ->
                        new ColumnStream(
                                features, new MultiSpectrogramTransform(mel, chroma, kind), false);
            }
            case AstFeatures features -> {
                KaldiTransform.Tables tables = KaldiTransform.Tables.of(features.kaldi());
                yield () ->
                        new PieceStream(
                                features,
                                new KaldiTransform(tables, features.windowFrames(), kind));
            }
            case Wav2VecFeatures features ->
                    () ->
                            new PieceStream(
                                    features,
                                    new WaveformTransform(
                                            features.windowFrames(), features.standardize()));
            case WaveletFeatures features -> {
                WaveletTables tables = WaveletTables.of(features.wavelets());
                yield () -> new ColumnStream(features, new WaveletTransform(tables, kind), false);
            }
            case MelChroWavFeatures features -> {
                MelTables mel = MelTables.of(features.mel());
                ChromaTables chroma = chroma(features.mel(), features.classes());
                WaveletTables wavelets = WaveletTables.of(features.wavelets());
                yield () ->
                        new ColumnStream(
                                features,
                                new MelChromaWaveletTransform(mel, chroma, wavelets, kind),
                                features.standardize());
            }
        };
    }

    private static Supplier<WindowStream> mel(
            MelFeatures features, boolean decibels, KernelKind kind) {
        MelTables tables = MelTables.of(features.mel());
        return () -> new ColumnStream(features, new MelTransform(tables, decibels, kind), false);
    }

    private static ChromaTables chroma(MelParameters mel, int classes) {
        return new ChromaTables(mel.samplingRate(), mel.fftLength(), classes);
    }
}

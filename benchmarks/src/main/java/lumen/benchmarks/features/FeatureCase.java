package lumen.benchmarks.features;

import java.util.List;
import java.util.OptionalDouble;
import lumen.audio.AstFeatures;
import lumen.audio.FeatureSpecification;
import lumen.audio.ImageForm;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.MelChroWavFeatures;
import lumen.audio.MelSpectrogramFeatures;
import lumen.audio.MfccFeatures;
import lumen.audio.MultiSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Transform;
import lumen.audio.Wav2VecFeatures;
import lumen.audio.WaveletFeatures;
import lumen.audio.Windowing;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.mel.MelParameters;
import lumen.audio.wavelet.WaveletParameters;

/**
 * A transform at a rate, on a clip of some length.
 *
 * @param transform which
 * @param rate samples per second: at 16 kHz frames have 400 samples every 160, otherwise 2,048
 *     every 512
 * @param seconds the length of the clip; the pieces of AST are as long
 */
record FeatureCase(Transform transform, int rate, int seconds) {
    private static final int BANDS = 128;
    private static final int COEFFICIENTS = 20;
    private static final int WINDOW = 224;

    /** Those of which torchaudio has the transform, and the issue says how much faster. */
    private static final List<Transform> WITH_PEER =
            List.of(
                    Transform.MEL_SPECTROGRAM,
                    Transform.LOG_MEL_SPECTROGRAM,
                    Transform.MFCC,
                    Transform.AST);

    private static final double LEAST_RATIO = 5;

    /** Whether torchaudio has this transform. */
    boolean hasPeer() {
        return WITH_PEER.contains(transform);
    }

    /** How many times as fast as torchaudio it shall be. */
    OptionalDouble leastRatio() {
        return hasPeer() ? OptionalDouble.of(LEAST_RATIO) : OptionalDouble.empty();
    }

    int fftLength() {
        return rate == 16_000 ? 400 : 2_048;
    }

    int hopLength() {
        return rate == 16_000 ? 160 : 512;
    }

    /** Kaldi's frames: 25 ms every 10 ms. */
    private KaldiParameters kaldi() {
        return new KaldiParameters(
                rate, rate / 40, rate / 100, BANDS, 20, rate / 2.0, KaldiParameters.Window.HANNING);
    }

    private MelParameters mel() {
        return new MelParameters(rate, fftLength(), hopLength(), BANDS, 0, rate / 2.0);
    }

    FeatureSpecification specification() {
        Windowing windows = Windowing.of(WINDOW);
        return switch (transform) {
            case MEL_SPECTROGRAM -> new MelSpectrogramFeatures(mel(), true, windows);
            case LOG_MEL_SPECTROGRAM -> new LogMelSpectrogramFeatures(mel(), true, windows);
            case MFCC -> MfccFeatures.of(mel(), WINDOW);
            case MULTI_SPECTROGRAM -> MultiSpectrogramFeatures.of(mel(), WINDOW);
            case AST -> {
                int frames = seconds * rate / kaldi().hopLength() + 1;
                yield new AstFeatures(
                        kaldi(),
                        true,
                        new Windowing(frames, frames - 1, Padding.REPEAT),
                        ImageForm.NONE);
            }
            case WAV2VEC -> Wav2VecFeatures.of(rate, seconds * rate);
            case WAVELET ->
                    new WaveletFeatures(
                            WaveletParameters.reference(rate, 512), true, windows, ImageForm.NONE);
            case MELCHROWAV ->
                    new MelChroWavFeatures(
                            new MelParameters(rate, 2_048, 512, BANDS, 0, rate / 2.0),
                            BANDS,
                            WaveletParameters.reference(rate, 512),
                            true,
                            true,
                            windows);
        };
    }

    /** What the worker has to know: transform, rate, frame, hop, bands, coefficients. */
    String peerArguments() {
        int frame = transform == Transform.AST ? kaldi().frameLength() : fftLength();
        int hop = transform == Transform.AST ? kaldi().hopLength() : hopLength();
        return "%s %d %d %d %d %d".formatted(transform, rate, frame, hop, BANDS, COEFFICIENTS);
    }

    /**
     * An estimate of the arithmetic of one clip, in floating-point operations: {@code 2.5·N·log2 N}
     * for the transform of N real samples, six a bin for window and power, two for each weight of a
     * filter, 30 for a logarithm, four a sample for a mean and a variance.
     */
    double operations() {
        double samples = (double) seconds * rate;
        double frames = samples / hopLength();
        double kaldiFrames = samples / kaldi().hopLength();
        double bands = BANDS;
        return switch (transform) {
            case MEL_SPECTROGRAM -> frames * melFrame(fftLength());
            case LOG_MEL_SPECTROGRAM -> frames * (melFrame(fftLength()) + 30 * bands);
            case MFCC -> frames * (melFrame(fftLength()) + 30 * bands + 2 * bands * COEFFICIENTS);
            case MULTI_SPECTROGRAM -> frames * (melFrame(fftLength()) + 15 * fftLength());
            case AST -> {
                int padded = Integer.highestOneBit(rate / 40 - 1) * 2;
                yield kaldiFrames * (melFrame(padded) + 30 * bands + 5 * (rate / 40.0));
            }
            case WAV2VEC -> 6 * samples;
            case WAVELET -> samples / 512 * (spectrum(2_048) + bands * 2_048);
            case MELCHROWAV ->
                    samples
                            / 512
                            * (melFrame(2_048)
                                    + 30 * bands
                                    + 2 * bands * 1_024
                                    + spectrum(2_048)
                                    + bands * 2_048);
        };
    }

    private static double spectrum(int length) {
        return 2.5 * length * Math.log(length) / Math.log(2) + 3.0 * length;
    }

    private static double melFrame(int length) {
        return spectrum(length) + 2.0 * length;
    }
}

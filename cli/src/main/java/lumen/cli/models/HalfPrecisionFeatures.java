package lumen.cli.models;

import lumen.audio.Transform;

/** Which features may be delivered in half precision. */
final class HalfPrecisionFeatures {
    private HalfPrecisionFeatures() {}

    /**
     * Whether half precision, which ends at 65504, holds every value of a transform. Powers and
     * magnitudes grow with the length of the Fourier transform or filter and may be larger, as may
     * frequencies be coarser than a model can do with; logarithms and standardised samples fit.
     */
    static boolean hold(Transform transform) {
        return switch (transform) {
            case LOG_MEL_SPECTROGRAM, MFCC, AST, WAV2VEC -> true;
            case MEL_SPECTROGRAM, MULTI_SPECTROGRAM, WAVELET, MELCHROWAV -> false;
        };
    }
}

package lumen.audio.mel;

import java.util.Locale;
import java.util.Objects;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FourierPlan;
import lumen.audio.spectrum.FrameTables;
import lumen.audio.spectrum.Parameter;

/**
 * What defines a mel filter bank as Kaldi computes it. Frames are whole: n samples have {@code 1 +
 * (n - frameLength) / hopLength} of them. Of each frame the mean is subtracted, high frequencies
 * are emphasised by 0.97, it is multiplied by a symmetric window and filled up with zeros to a
 * power of two; there is no dither and no energy.
 *
 * <p>The triangles are equally spaced, and straight, on the mel scale {@code 1127·ln(1 + f / 700)};
 * their areas are not normalised, and the highest bin is not used.
 *
 * @param samplingRate Hz, 1,000 to 384,000
 * @param frameLength samples in a frame ({@code n_fft}), 16 to 65,536
 * @param hopLength samples from one frame to the next, 1 to frameLength
 * @param mels mel bands ({@code n_mels}), 1 to 1,024
 * @param lowestFrequency lower edge of the first band in Hz ({@code f_min})
 * @param highestFrequency upper edge of the last band in Hz ({@code f_max}), at most half the rate
 * @param window the shape of the window
 */
public record KaldiParameters(
        int samplingRate,
        int frameLength,
        int hopLength,
        int mels,
        double lowestFrequency,
        double highestFrequency,
        Window window) {

    /** The least energy that has a logarithm of its own: the distance of 1 to the next float. */
    public static final float LEAST_ENERGY = Math.ulp(1f);

    private static final float PRE_EMPHASIS = 0.97f;

    /** The shape of a symmetric window of N samples. */
    public enum Window {
        /** {@code 0.5 - 0.5·cos(2πn / (N - 1))}. */
        HANNING(1),
        /** The Hanning window to the power 0.85, Kaldi's own choice. */
        POVEY(0.85);

        private final double exponent;

        Window(double exponent) {
            this.exponent = exponent;
        }

        /** The name in a feature specification, in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public KaldiParameters {
        Objects.requireNonNull(window, "window");
        Parameter.within("n_fft", frameLength, 16, 65_536);
        new MelParameters(
                samplingRate,
                transformLength(frameLength),
                hopLength,
                mels,
                lowestFrequency,
                highestFrequency);
        Parameter.within("hop_length", hopLength, 1, frameLength);
    }

    /** The reference's: 25 ms every 10 ms at 16 kHz, 128 bands from 20 Hz to 8 kHz. */
    public static KaldiParameters reference() {
        return new KaldiParameters(16_000, 400, 160, 128, 20, 8_000, Window.HANNING);
    }

    private static int transformLength(int frameLength) {
        return frameLength == 1 ? 1 : Integer.highestOneBit(frameLength - 1) << 1;
    }

    /** The number of whole frames of so many samples. */
    public int frames(long samples) {
        return samples < frameLength ? 0 : Math.toIntExact(1 + (samples - frameLength) / hopLength);
    }

    /** How frames are cut and made ready. */
    public FrameTables frameTables() {
        int fftLength = transformLength(frameLength);
        float[] values = new float[fftLength];
        for (int n = 0; n < frameLength; n++) {
            double hanning = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / (frameLength - 1));
            values[n] = (float) Math.pow(hanning, window.exponent);
        }
        return new FrameTables(
                new FourierPlan(fftLength), hopLength, frameLength, values, PRE_EMPHASIS);
    }

    /** The triangles over the bins of a frame's spectrum. */
    public FilterBank filters() {
        int fftLength = transformLength(frameLength);
        double lowest = toMel(lowestFrequency);
        double step = (toMel(highestFrequency) - lowest) / (mels + 1);
        return FilterBank.of(
                mels,
                fftLength / 2 + 1,
                (mel, bin) -> {
                    double at = toMel((double) bin * samplingRate / fftLength);
                    double left = lowest + mel * step;
                    double rising = (at - left) / step;
                    double weight = Math.max(0, Math.min(rising, 2 - rising));
                    return bin == fftLength / 2 ? 0 : weight;
                });
    }

    private static double toMel(double hertz) {
        return 1_127 * Math.log(1 + hertz / 700);
    }
}

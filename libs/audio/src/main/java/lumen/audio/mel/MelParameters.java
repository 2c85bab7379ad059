package lumen.audio.mel;

import lumen.audio.spectrum.FourierPlan;
import lumen.audio.spectrum.Parameter;

/**
 * What defines a mel spectrogram. Frames are centred: frame t is about sample {@code t·hopLength},
 * with zeros beyond both ends, so that n samples have {@code 1 + n / hopLength} frames.
 *
 * @param samplingRate Hz, 1,000 to 384,000
 * @param fftLength samples in a frame ({@code n_fft}), even, 16 to 65,536, its half a product of
 *     twos, threes and fives
 * @param hopLength samples from one frame to the next, 1 to fftLength
 * @param mels mel bands ({@code n_mels}), 1 to 1,024
 * @param lowestFrequency lower edge of the first band in Hz ({@code f_min})
 * @param highestFrequency upper edge of the last band in Hz ({@code f_max}), at most half the rate
 */
public record MelParameters(
        int samplingRate,
        int fftLength,
        int hopLength,
        int mels,
        double lowestFrequency,
        double highestFrequency) {

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public MelParameters {
        Parameter.within("sampling_rate", samplingRate, 1_000, 384_000);
        Parameter.within("n_fft", fftLength, 16, 65_536);
        if (!FourierPlan.supports(fftLength)) {
            throw Parameter.invalid(
                    "n_fft",
                    "must be even and its half a product of 2, 3 and 5, but is " + fftLength);
        }
        Parameter.within("hop_length", hopLength, 1, fftLength);
        Parameter.within("n_mels", mels, 1, 1_024);
        if (!(lowestFrequency >= 0 && lowestFrequency < samplingRate / 2.0)) {
            throw Parameter.invalid(
                    "f_min",
                    "must be from 0 to below half of sampling_rate, but is " + lowestFrequency);
        }
        if (!(highestFrequency > lowestFrequency && highestFrequency <= samplingRate / 2.0)) {
            throw Parameter.invalid(
                    "f_max",
                    "must be above f_min and at most half of sampling_rate, but is "
                            + highestFrequency);
        }
    }

    /** The reference's: 25 ms every 10 ms at 16 kHz, 128 bands up to 8 kHz. */
    public static MelParameters reference() {
        return new MelParameters(16_000, 400, 160, 128, 0, 8_000);
    }

    /** The number of centred frames of so many samples: {@code 1 + samples / hopLength}. */
    public int frames(long samples) {
        return Math.toIntExact(1 + samples / hopLength);
    }

    /** The number of frequencies of a frame's spectrum: {@code fftLength / 2 + 1}. */
    public int bins() {
        return fftLength / 2 + 1;
    }
}

package lumen.audio.spectrum;

import java.util.Arrays;

/**
 * How frames are cut from a signal and made ready for the Fourier transform. Made once and shared
 * by threads.
 *
 * @param plan the Fourier transform; a frame is filled up with zeros to its length
 * @param hopLength samples from one frame to the next
 * @param frameLength samples in a frame, at most the plan's
 * @param window what each sample is multiplied by; as long as the transform, zero beyond the frame
 * @param preEmphasis 0 to take the frame as it is; otherwise its mean is subtracted, and then
 *     {@code y[i] = x[i] - preEmphasis·x[i - 1]}, {@code y[0] = (1 - preEmphasis)·x[0]}
 */
public record FrameTables(
        FourierPlan plan, int hopLength, int frameLength, float[] window, float preEmphasis) {

    /** Frames under the periodic Hann window, {@code 0.5 - 0.5·cos(2πn/N)}. */
    public static FrameTables hann(int fftLength, int hopLength) {
        float[] window = new float[fftLength];
        for (int n = 0; n < fftLength; n++) {
            window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / fftLength));
        }
        return new FrameTables(new FourierPlan(fftLength), hopLength, fftLength, window, 0);
    }

    /** Frames as they are, under no window. */
    public static FrameTables bare(int fftLength, int hopLength) {
        float[] window = new float[fftLength];
        Arrays.fill(window, 1);
        return new FrameTables(new FourierPlan(fftLength), hopLength, fftLength, window, 0);
    }

    /** The number of frequencies of a frame's spectrum. */
    public int bins() {
        return plan.frameLength() / 2 + 1;
    }
}

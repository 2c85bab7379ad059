package lumen.audio.mel;

/**
 * What every kernel of one specification needs and none changes, so that threads share it.
 *
 * @param parameters what is computed
 * @param plan the Fourier transform
 * @param window the periodic Hann window, {@code 0.5 - 0.5·cos(2πn/N)}, one value per sample
 * @param filters the mel filter bank
 */
public record MelTables(
        MelParameters parameters, FourierPlan plan, float[] window, MelFilterBank filters) {
    /** Computes the tables. */
    public static MelTables of(MelParameters parameters) {
        return new MelTables(
                parameters,
                new FourierPlan(parameters.fftLength()),
                hann(parameters.fftLength()),
                new MelFilterBank(parameters));
    }

    private static float[] hann(int length) {
        float[] window = new float[length];
        for (int n = 0; n < length; n++) {
            window[n] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / length));
        }
        return window;
    }
}

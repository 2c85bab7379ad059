package lumen.audio.mel;

import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FrameTables;

/**
 * What every mel spectrogram of one specification needs and none changes, so that threads share it.
 *
 * @param parameters what is computed
 * @param frames how frames are cut, under a periodic Hann window
 * @param filters the mel filter bank
 */
public record MelTables(MelParameters parameters, FrameTables frames, FilterBank filters) {
    /** Computes the tables. */
    public static MelTables of(MelParameters parameters) {
        return new MelTables(
                parameters,
                FrameTables.hann(parameters.fftLength(), parameters.hopLength()),
                new MelFilterBank(parameters).filters());
    }
}

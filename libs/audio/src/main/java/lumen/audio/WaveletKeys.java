package lumen.audio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import lumen.audio.wavelet.WaveletParameters;

/** The keys of wavelet parameters in the JSON form of a specification. */
final class WaveletKeys {
    private WaveletKeys() {}

    /** Those of a specification that is a scalogram: the number of taps is {@code n_fft}. */
    static WaveletParameters read(SpecificationReader json) {
        return read(json, "n_fft");
    }

    /**
     * Those of a specification that has a spectrogram, too: the number of taps is {@code n_taps}.
     */
    static WaveletParameters readWithin(SpecificationReader json) {
        return read(json, "n_taps");
    }

    private static WaveletParameters read(SpecificationReader json, String taps) {
        return new WaveletParameters(
                json.integer("sampling_rate"),
                json.integer("n_scales"),
                json.integer(taps),
                json.integer("hop_length"),
                json.number("scale_min"),
                json.number("scale_max"),
                json.constant(
                        "wavelet", WaveletParameters.Shape.values(), WaveletParameters.Shape::code),
                json.constant(
                        "time_axis",
                        WaveletParameters.TimeAxis.values(),
                        WaveletParameters.TimeAxis::code));
    }

    static void write(WaveletParameters wavelets, ObjectNode json) {
        json.put("sampling_rate", wavelets.samplingRate())
                .put("n_fft", wavelets.taps())
                .put("hop_length", wavelets.hopLength());
        writeScales(wavelets, json);
    }

    static void writeWithin(WaveletParameters wavelets, ObjectNode json) {
        json.put("n_taps", wavelets.taps());
        writeScales(wavelets, json);
    }

    private static void writeScales(WaveletParameters wavelets, ObjectNode json) {
        json.put("n_scales", wavelets.scales())
                .put("scale_min", wavelets.leastScale())
                .put("scale_max", wavelets.greatestScale())
                .put("wavelet", wavelets.shape().code())
                .put("time_axis", wavelets.timeAxis().code());
    }
}

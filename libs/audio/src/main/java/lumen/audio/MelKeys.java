package lumen.audio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.mel.MelParameters;

/** The keys of mel parameters in the JSON form of a specification. */
final class MelKeys {
    private MelKeys() {}

    static MelParameters read(SpecificationReader json) {
        return new MelParameters(
                json.integer("sampling_rate"),
                json.integer("n_fft"),
                json.integer("hop_length"),
                json.integer("n_mels"),
                json.number("f_min"),
                json.number("f_max"));
    }

    static void write(MelParameters mel, ObjectNode json) {
        json.put("sampling_rate", mel.samplingRate())
                .put("n_fft", mel.fftLength())
                .put("hop_length", mel.hopLength())
                .put("n_mels", mel.mels())
                .put("f_min", mel.lowestFrequency())
                .put("f_max", mel.highestFrequency());
    }

    static void write(KaldiParameters kaldi, ObjectNode json) {
        json.put("sampling_rate", kaldi.samplingRate())
                .put("n_fft", kaldi.frameLength())
                .put("hop_length", kaldi.hopLength())
                .put("n_mels", kaldi.mels())
                .put("f_min", kaldi.lowestFrequency())
                .put("f_max", kaldi.highestFrequency())
                .put("window_type", kaldi.window().code());
    }
}

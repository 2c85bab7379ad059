package lumen.audio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import lumen.audio.mel.MelParameters;

/** The keys of mel parameters in the JSON form of a specification. */
final class MelKeys {
    static final Set<String> ALL =
            Set.of("sampling_rate", "n_fft", "hop_length", "n_mels", "f_min", "f_max");

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
}

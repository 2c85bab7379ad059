package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import lumen.audio.mel.MelParameters;

/**
 * The power of a mel spectrogram as it is, no logarithm: {@code [n_mels, window_frames]}.
 *
 * <p>What the reference computes under this name. Its models standardise by {@code (x - 0.413) /
 * 2.582}.
 *
 * @param mel the spectrogram
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 */
public record MelSpectrogramFeatures(MelParameters mel, boolean normalizeAudio, Windowing windowing)
        implements MelFeatures {

    /** Takes the parts, which check themselves. */
    public MelSpectrogramFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(windowing, "windowing");
    }

    static MelSpectrogramFeatures read(SpecificationReader json) {
        json.permit(List.of(MelKeys.ALL, Windowing.KEYS));
        return new MelSpectrogramFeatures(
                MelKeys.read(json), json.truth("normalize_audio"), Windowing.read(json));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        MelKeys.write(mel, json);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json);
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.MEL_SPECTROGRAM;
    }

    @Override
    public MelSpectrogramFeatures withWindowHopFrames(int frames) {
        return new MelSpectrogramFeatures(mel, normalizeAudio, windowing.withHop(frames));
    }
}

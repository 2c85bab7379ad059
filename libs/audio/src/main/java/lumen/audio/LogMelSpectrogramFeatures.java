package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import lumen.audio.mel.MelParameters;

/**
 * A mel spectrogram in decibels, {@code 10·log10(max(1e-10, power))} without a floor below the
 * maximum, so that it can be computed while audio is still coming: {@code [n_mels, window_frames]}.
 *
 * @param mel the spectrogram
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 */
public record LogMelSpectrogramFeatures(
        MelParameters mel, boolean normalizeAudio, Windowing windowing) implements MelFeatures {

    /** Takes the parts, which check themselves. */
    public LogMelSpectrogramFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(windowing, "windowing");
    }

    static LogMelSpectrogramFeatures read(SpecificationReader json) {
        json.permit(List.of(MelKeys.ALL, Windowing.KEYS));
        return new LogMelSpectrogramFeatures(
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
        return Transform.LOG_MEL_SPECTROGRAM;
    }

    @Override
    public LogMelSpectrogramFeatures withWindowHopFrames(int frames) {
        return new LogMelSpectrogramFeatures(mel, normalizeAudio, windowing.withHop(frames));
    }
}

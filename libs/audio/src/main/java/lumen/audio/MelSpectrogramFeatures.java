package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.mel.MelParameters;

/**
 * The power of a mel spectrogram as it is, no logarithm: {@code [n_mels, window_frames]}.
 *
 * <p>What the reference computes under this name. Its models standardise by {@code (x - 0.413) /
 * 2.582}.
 *
 * @param mel the mel spectrogram
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 * @param image whether windows are resized and standardised
 */
public record MelSpectrogramFeatures(
        MelParameters mel, boolean normalizeAudio, Windowing windowing, ImageForm image)
        implements MelFeatures {
    private static final Set<String> KEYS =
            Set.of("sampling_rate", "n_fft", "hop_length", "n_mels", "f_min", "f_max");

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public MelSpectrogramFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(image, "image");
        windowing.requirePlainPadding();
        image.check(1);
    }

    /** Windows as they are: neither resized nor standardised. */
    public MelSpectrogramFeatures(MelParameters mel, boolean normalizeAudio, Windowing windowing) {
        this(mel, normalizeAudio, windowing, ImageForm.NONE);
    }

    static MelSpectrogramFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("window_frames"), ImageForm.KEYS));
        return new MelSpectrogramFeatures(
                MelKeys.read(json),
                json.truth("normalize_audio"),
                Windowing.read(json, "window_frames"),
                ImageForm.read(json));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        MelKeys.write(mel, json);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "window_frames");
        image.write(json, windowing);
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.MEL_SPECTROGRAM;
    }

    @Override
    public MelSpectrogramFeatures withWindowHopFrames(int frames) {
        return new MelSpectrogramFeatures(mel, normalizeAudio, windowing.withHop(frames), image);
    }
}

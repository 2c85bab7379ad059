package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.mel.MelParameters;

/**
 * Three planes of the same frames, one below the other: mel power, {@code n_mels} rows; the
 * spectral centroid in Hz, one row, 0 for a silent frame; and chroma, 12 rows from C to B, each
 * frame divided by its maximum: {@code [n_mels + 13, window_frames]}, or {@code [3·H,
 * window_frames]} when resized.
 *
 * <p>Chroma depends on the clip's tuning, which is estimated from its first 2^23 samples.
 *
 * @param mel the mel spectrogram
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 * @param image whether windows are resized and standardised
 */
public record MultiSpectrogramFeatures(
        MelParameters mel, boolean normalizeAudio, Windowing windowing, ImageForm image)
        implements FeatureSpecification {
    private static final Set<String> KEYS =
            Set.of("sampling_rate", "n_fft", "hop_length", "n_mels", "f_min", "f_max");

    /** Pitch classes. */
    public static final int CLASSES = 12;

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public MultiSpectrogramFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(image, "image");
        windowing.requirePlainPadding();
        image.check(3);
    }

    /** Windows as they are: neither resized nor standardised. */
    public static MultiSpectrogramFeatures of(MelParameters mel, int windowFrames) {
        return new MultiSpectrogramFeatures(mel, true, Windowing.of(windowFrames), ImageForm.NONE);
    }

    /** Images as the reference makes them. */
    public static MultiSpectrogramFeatures reference(int height, int width) {
        return new MultiSpectrogramFeatures(
                MelParameters.reference(),
                true,
                Windowing.of(width),
                ImageForm.of(
                        height, List.of(0.414, 1333.4, 0.46917), List.of(2.5947, 551.86, 0.31212)));
    }

    static MultiSpectrogramFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("window_frames"), ImageForm.KEYS));
        return new MultiSpectrogramFeatures(
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
        return Transform.MULTI_SPECTROGRAM;
    }

    @Override
    public int samplingRate() {
        return mel.samplingRate();
    }

    @Override
    public List<Integer> planes() {
        return List.of(mel.mels(), 1, CLASSES);
    }

    @Override
    public int hopLength() {
        return mel.hopLength();
    }

    @Override
    public int frames(long samples) {
        return mel.frames(samples);
    }

    @Override
    public MultiSpectrogramFeatures withWindowHopFrames(int frames) {
        return new MultiSpectrogramFeatures(mel, normalizeAudio, windowing.withHop(frames), image);
    }
}

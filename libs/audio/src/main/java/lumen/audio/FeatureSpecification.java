package lumen.audio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import lumen.audio.mel.FourierPlan;

/**
 * How audio becomes the features of a model, as it stands in the model file. Two equal
 * specifications give equal features.
 *
 * <p>Frames are centred: frame t is about sample {@code t·hopLength}, with zeros beyond both ends,
 * so that n samples have {@code 1 + n / hopLength} frames.
 *
 * @param transform what is computed
 * @param samplingRate the rate in Hz that audio is resampled to, 1,000 to 384,000
 * @param fftLength samples in a frame ({@code n_fft}), even, 16 to 65,536, its half a product of
 *     twos, threes and fives
 * @param hopLength samples from one frame to the next, 1 to fftLength
 * @param mels mel bands ({@code n_mels}), 1 to 1,024
 * @param lowestFrequency lower edge of the first band in Hz ({@code f_min})
 * @param highestFrequency upper edge of the last band in Hz ({@code f_max}), at most half the rate
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowFrames frames in a window, 1 to 65,536
 * @param windowHopFrames frames from one window to the next, 1 to windowFrames
 * @param padding how the last window is filled
 */
public record FeatureSpecification(
        Transform transform,
        int samplingRate,
        int fftLength,
        int hopLength,
        int mels,
        double lowestFrequency,
        double highestFrequency,
        boolean normalizeAudio,
        int windowFrames,
        int windowHopFrames,
        Padding padding) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final Set<String> KEYS =
            Set.of(
                    "transform",
                    "sampling_rate",
                    "n_fft",
                    "hop_length",
                    "n_mels",
                    "f_min",
                    "f_max",
                    "normalize_audio",
                    "window_frames",
                    "window_hop_frames",
                    "padding");

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public FeatureSpecification {
        Objects.requireNonNull(transform, "transform");
        Objects.requireNonNull(padding, "padding");
        within("sampling_rate", samplingRate, 1_000, 384_000);
        within("n_fft", fftLength, 16, 65_536);
        if (!FourierPlan.supports(fftLength)) {
            throw invalid(
                    "n_fft",
                    "must be even and its half a product of 2, 3 and 5, but is " + fftLength);
        }
        within("hop_length", hopLength, 1, fftLength);
        within("n_mels", mels, 1, 1_024);
        within("window_frames", windowFrames, 1, 65_536);
        within("window_hop_frames", windowHopFrames, 1, windowFrames);
        if (!(lowestFrequency >= 0 && lowestFrequency < samplingRate / 2.0)) {
            throw invalid(
                    "f_min",
                    "must be from 0 to below half of sampling_rate, but is " + lowestFrequency);
        }
        if (!(highestFrequency > lowestFrequency && highestFrequency <= samplingRate / 2.0)) {
            throw invalid(
                    "f_max",
                    "must be above f_min and at most half of sampling_rate, but is "
                            + highestFrequency);
        }
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException if it is not JSON, or a key is missing, unknown or out of
     *     range; the message names the key
     */
    public static FeatureSpecification parse(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "feature specification: not JSON: " + e.getOriginalMessage(), e);
        }
        return fromJson(node);
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException if a key is missing, unknown or out of range; the message
     *     names the key
     */
    public static FeatureSpecification fromJson(JsonNode json) {
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("feature specification: not a JSON object");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw invalid(name, "is unknown; the keys are " + new TreeSet<>(KEYS));
            }
        }
        return new FeatureSpecification(
                constant(json, "transform", Transform.values(), Transform::name),
                integer(json, "sampling_rate"),
                integer(json, "n_fft"),
                integer(json, "hop_length"),
                integer(json, "n_mels"),
                number(json, "f_min"),
                number(json, "f_max"),
                truth(json, "normalize_audio"),
                integer(json, "window_frames"),
                integer(json, "window_hop_frames"),
                constant(json, "padding", Padding.values(), Padding::code));
    }

    /** The JSON form, which {@link #fromJson} reads back as an equal specification. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("transform", transform.name())
                .put("sampling_rate", samplingRate)
                .put("n_fft", fftLength)
                .put("hop_length", hopLength)
                .put("n_mels", mels)
                .put("f_min", lowestFrequency)
                .put("f_max", highestFrequency)
                .put("normalize_audio", normalizeAudio)
                .put("window_frames", windowFrames)
                .put("window_hop_frames", windowHopFrames)
                .put("padding", padding.code());
    }

    /** The number of frames of so many samples. */
    public int frames(long samples) {
        return Math.toIntExact(1 + samples / hopLength);
    }

    /** The number of windows of so many frames; at least 1, and the last may need padding. */
    public int windows(int frames) {
        return frames <= windowFrames
                ? 1
                : 1 + Math.ceilDiv(frames - windowFrames, windowHopFrames);
    }

    private static JsonNode present(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null || value.isNull()) {
            throw invalid(key, "is missing");
        }
        return value;
    }

    private static int integer(JsonNode json, String key) {
        JsonNode value = present(json, key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(key, "must be a whole number, but is " + value);
        }
        return value.intValue();
    }

    private static double number(JsonNode json, String key) {
        JsonNode value = present(json, key);
        if (!value.isNumber()) {
            throw invalid(key, "must be a number, but is " + value);
        }
        return value.doubleValue();
    }

    private static boolean truth(JsonNode json, String key) {
        JsonNode value = present(json, key);
        if (!value.isBoolean()) {
            throw invalid(key, "must be true or false, but is " + value);
        }
        return value.booleanValue();
    }

    private static <E> E constant(JsonNode json, String key, E[] values, Function<E, String> name) {
        String wanted = present(json, key).asText();
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        key,
                                        "must be one of "
                                                + Arrays.stream(values).map(name).toList()
                                                + ", but is "
                                                + wanted));
    }

    private static void within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw invalid(key, "must be from " + lowest + " to " + highest + ", but is " + value);
        }
    }

    private static IllegalArgumentException invalid(String key, String reason) {
        return new IllegalArgumentException("feature specification: " + key + " " + reason);
    }
}

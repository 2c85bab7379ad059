package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.spectrum.Parameter;

/**
 * The waveform itself, {@code [1, max_num_width_samples]}; a frame is a sample. The clip is cut
 * into pieces, the last one extended by the beginning of the first, and each piece is standardised
 * to {@code (x - mean) / √(variance + 1e-7)} if {@code do_normalize} says so.
 *
 * @param samplingRate the rate in Hz, 1,000 to 384,000
 * @param standardize whether each piece is standardised ({@code do_normalize})
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 */
public record Wav2VecFeatures(
        int samplingRate, boolean standardize, boolean normalizeAudio, Windowing windowing)
        implements FeatureSpecification {
    private static final Set<String> KEYS = Set.of("sampling_rate", "do_normalize");

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public Wav2VecFeatures {
        Objects.requireNonNull(windowing, "windowing");
        Parameter.within("sampling_rate", samplingRate, 1_000, 384_000);
        windowing.requirePlainPadding();
    }

    /** Standardised pieces of so many samples. */
    public static Wav2VecFeatures of(int samplingRate, int windowSamples) {
        return new Wav2VecFeatures(samplingRate, true, true, Windowing.of(windowSamples));
    }

    static Wav2VecFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("max_num_width_samples")));
        return new Wav2VecFeatures(
                json.integer("sampling_rate"),
                json.truth("do_normalize"),
                json.truth("normalize_audio"),
                Windowing.read(json, "max_num_width_samples"));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        json.put("sampling_rate", samplingRate).put("do_normalize", standardize);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "max_num_width_samples");
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.WAV2VEC;
    }

    @Override
    public ImageForm image() {
        return ImageForm.NONE;
    }

    @Override
    public List<Integer> planes() {
        return List.of(1);
    }

    @Override
    public int hopLength() {
        return 1;
    }

    @Override
    public int frames(long samples) {
        return Math.toIntExact(samples);
    }

    @Override
    public int windows(long samples) {
        return windowing.pieces(samples, windowing.windowFrames(), windowing.windowHopFrames(), 1);
    }

    @Override
    public Wav2VecFeatures withWindowHopFrames(int frames) {
        return new Wav2VecFeatures(
                samplingRate, standardize, normalizeAudio, windowing.withHop(frames));
    }
}

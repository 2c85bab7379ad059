package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.spectrum.Parameter;

/**
 * What an audio spectrogram transformer sees: Kaldi's mel filter bank in natural logarithms, {@code
 * [n_mels, max_num_width_samples]}.
 *
 * <p>The clip is cut into pieces of {@code (max_num_width_samples - 1)·hop_length} samples, the
 * last one extended by the beginning of the first, or dropped if it holds less than a frame and is
 * not the only one. A piece has fewer whole frames than the window has columns; the others are 0.
 * The transformer itself wants time first: its graph begins with a transposition.
 *
 * @param kaldi the filter bank
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 * @param image whether windows are resized and standardised
 */
public record AstFeatures(
        KaldiParameters kaldi, boolean normalizeAudio, Windowing windowing, ImageForm image)
        implements FeatureSpecification {
    private static final Set<String> KEYS =
            Set.of(
                    "sampling_rate",
                    "n_fft",
                    "hop_length",
                    "n_mels",
                    "f_min",
                    "f_max",
                    "window_type");

    /** The mean that the reference standardises by. */
    public static final double REFERENCE_MEAN = -4.2677393;

    /** The reference standardises by twice the deviation 4.5689974. */
    public static final double REFERENCE_DEVIATION = 2 * 4.5689974;

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public AstFeatures {
        Objects.requireNonNull(kaldi, "kaldi");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(image, "image");
        Parameter.within("max_num_width_samples", windowing.windowFrames(), 2, 65_536);
        if ((windowing.windowFrames() - 1) * (long) kaldi.hopLength() < kaldi.frameLength()) {
            throw Parameter.invalid("max_num_width_samples", "leaves no room for a frame");
        }
        Parameter.within(
                "window_hop_frames", windowing.windowHopFrames(), 1, windowing.windowFrames() - 1);
        windowing.requirePlainPadding();
        image.requireOwnHeight();
        image.check(1);
    }

    /** As the transformers trained on AudioSet want them: 10.23 s at 16 kHz, not standardised. */
    public static AstFeatures of(int windowFrames) {
        return new AstFeatures(
                KaldiParameters.reference(),
                true,
                new Windowing(windowFrames, windowFrames - 1, Padding.REPEAT),
                ImageForm.NONE);
    }

    /** The same, standardised as the reference does. */
    public static AstFeatures reference() {
        return new AstFeatures(
                KaldiParameters.reference(),
                true,
                new Windowing(1_024, 1_023, Padding.REPEAT),
                ImageForm.standardized(List.of(REFERENCE_MEAN), List.of(REFERENCE_DEVIATION)));
    }

    private static KaldiParameters readKaldi(SpecificationReader json) {
        return new KaldiParameters(
                json.integer("sampling_rate"),
                json.integer("n_fft"),
                json.integer("hop_length"),
                json.integer("n_mels"),
                json.number("f_min"),
                json.number("f_max"),
                json.constant(
                        "window_type",
                        KaldiParameters.Window.values(),
                        KaldiParameters.Window::code));
    }

    static AstFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("max_num_width_samples"), ImageForm.KEYS));
        return new AstFeatures(
                readKaldi(json),
                json.truth("normalize_audio"),
                Windowing.read(json, "max_num_width_samples"),
                ImageForm.read(json));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        MelKeys.write(kaldi, json);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "max_num_width_samples");
        image.write(json, windowing);
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.AST;
    }

    @Override
    public int samplingRate() {
        return kaldi.samplingRate();
    }

    @Override
    public List<Integer> planes() {
        return List.of(kaldi.mels());
    }

    @Override
    public int hopLength() {
        return kaldi.hopLength();
    }

    @Override
    public int frames(long samples) {
        return kaldi.frames(samples);
    }

    @Override
    public int windows(long samples) {
        return windowing.pieces(
                samples,
                (windowing.windowFrames() - 1) * kaldi.hopLength(),
                windowing.windowHopFrames() * kaldi.hopLength(),
                kaldi.frameLength());
    }

    @Override
    public AstFeatures withWindowHopFrames(int frames) {
        return new AstFeatures(kaldi, normalizeAudio, windowing.withHop(frames), image);
    }
}

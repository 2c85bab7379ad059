package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import lumen.audio.FeatureSpecification;
import lumen.audio.Padding;
import lumen.audio.Transform;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.spectrum.FourierPlan;

/** Makes the feature specification of a fresh model. */
final class SignalReader {
    private static final List<Double> PLANE_MEANS = List.of(0.414, 1333.4, 0.46917);
    private static final List<Double> PLANE_DEVIATIONS = List.of(2.5947, 551.86, 0.31212);

    private final Values values;
    private final Transform transform;

    SignalReader(Values values, Transform transform) {
        this.values = values;
        this.transform = transform;
    }

    /**
     * Reads the specification.
     *
     * @param architecture the model's; null when it is not known
     * @return null if something is wrong with it
     */
    FeatureSpecification read(String architecture) {
        leaveOut();
        if (transform == Transform.WAV2VEC || transform == Transform.AST) {
            int rate = values.get(SignalGroup.SAMPLING_RATE);
            values.derive(
                    SignalGroup.MAX_NUM_WIDTH_SAMPLES,
                    transform == Transform.AST
                            ? 1_024
                            : (architecture != null && architecture.equals("wav2vec_cnn") ? 6 : 10)
                                    * rate);
        } else {
            image();
        }
        int width = width();
        if (!values.given(SignalGroup.WINDOW_HOP_FRAMES)) {
            Integer hop = values.get(SignalGroup.WINDOW_HOP_FRAMES);
            int most = transform == Transform.AST ? width - 1 : width;
            boolean ownWindows = values.given(widthSetting());
            values.derive(
                    SignalGroup.WINDOW_HOP_FRAMES,
                    hop == null || ownWindows ? most : Math.min(hop, most));
        }
        boolean sound = check(width);
        if (!sound) {
            return null;
        }
        try {
            return FeatureSpecification.fromJson(json(width));
        } catch (IllegalArgumentException e) {
            fault(e.getMessage());
            return null;
        }
    }

    private void leaveOut() {
        if (transform == Transform.WAV2VEC) {
            values.unused(
                    "WAV2VEC features are the samples themselves",
                    SignalGroup.N_FFT,
                    SignalGroup.HOP_LENGTH,
                    SignalGroup.N_MELS,
                    SignalGroup.F_MIN,
                    SignalGroup.F_MAX);
        }
        if (transform != Transform.MFCC) {
            values.unused("it is for audio_transform MFCC only", SignalGroup.N_MFCC);
        }
        if (transform == Transform.WAV2VEC || transform == Transform.AST) {
            values.unused(
                    "max_num_width_samples says how wide windows of " + transform + " are",
                    SignalGroup.IMAGE_SIZE,
                    SignalGroup.WINDOW_FRAMES);
        } else {
            values.unused(
                    "window_frames says how wide windows of " + transform + " are",
                    SignalGroup.MAX_NUM_WIDTH_SAMPLES);
        }
    }

    /** Brings image_size and window_frames together. */
    private void image() {
        List<Integer> size = values.get(SignalGroup.IMAGE_SIZE);
        if (size == null) {
            return;
        }
        if (size.size() != 2) {
            values.fault(SignalGroup.IMAGE_SIZE, "must be height and width, but is " + size);
            return;
        }
        if (!values.given(SignalGroup.IMAGE_SIZE)) {
            if (values.given(SignalGroup.WINDOW_FRAMES)) {
                int width = values.get(SignalGroup.WINDOW_FRAMES);
                values.derive(SignalGroup.IMAGE_SIZE, List.of(size.getFirst(), width));
                return;
            }
        } else if (values.given(SignalGroup.WINDOW_FRAMES)
                && !values.get(SignalGroup.WINDOW_FRAMES).equals(size.getLast())) {
            values.fault(
                    SignalGroup.WINDOW_FRAMES,
                    "is %d, but image_size is %d wide: give one of them"
                            .formatted(values.get(SignalGroup.WINDOW_FRAMES), size.getLast()));
        }
        values.derive(SignalGroup.WINDOW_FRAMES, size.getLast());
    }

    private Setting<Integer> widthSetting() {
        return transform == Transform.WAV2VEC || transform == Transform.AST
                ? SignalGroup.MAX_NUM_WIDTH_SAMPLES
                : SignalGroup.WINDOW_FRAMES;
    }

    private int width() {
        return values.get(widthSetting());
    }

    /** The rules between options, so that all faults are named and not the first. */
    private boolean check(int width) {
        boolean sound = true;
        int rate = values.get(SignalGroup.SAMPLING_RATE);
        if (transform != Transform.WAV2VEC) {
            int fft = values.get(SignalGroup.N_FFT);
            sound &=
                    atMost(
                            SignalGroup.HOP_LENGTH,
                            values.get(SignalGroup.HOP_LENGTH),
                            "n_fft",
                            fft);
            if (transform != Transform.AST && !FourierPlan.supports(fft)) {
                values.fault(
                        SignalGroup.N_FFT,
                        "must be even and its half a product of 2, 3 and 5, but is " + fft);
                sound = false;
            }
            double half = rate / 2.0;
            values.derive(
                    SignalGroup.F_MIN,
                    transform == Transform.AST
                            ? KaldiParameters.reference().lowestFrequency()
                            : 0.0);
            values.derive(SignalGroup.F_MAX, half);
            double highest = values.get(SignalGroup.F_MAX);
            if (highest > half) {
                values.fault(
                        SignalGroup.F_MAX,
                        "must be at most half of sampling_rate, " + half + ", but is " + highest);
                sound = false;
            }
            if (values.get(SignalGroup.F_MIN) >= highest) {
                values.fault(SignalGroup.F_MIN, "must be below f_max");
                sound = false;
            }
        }
        if (transform == Transform.MFCC) {
            sound &=
                    atMost(
                            SignalGroup.N_MFCC,
                            values.get(SignalGroup.N_MFCC),
                            "n_mels",
                            values.get(SignalGroup.N_MELS));
        }
        Padding padding = padding();
        if (transform != Transform.MFCC
                && (padding == Padding.MEAN || padding == Padding.REFERENCE)) {
            values.fault(SignalGroup.PADDING, "can be " + padding + " for MFCC only");
            sound = false;
        }
        int hop = values.get(SignalGroup.WINDOW_HOP_FRAMES);
        int most = transform == Transform.AST ? width - 1 : width;
        if (hop > most) {
            values.fault(
                    SignalGroup.WINDOW_HOP_FRAMES,
                    "must be at most %d, the width of a window%s, but is %d"
                            .formatted(most, transform == Transform.AST ? " less 1" : "", hop));
            sound = false;
        }
        return sound;
    }

    private boolean atMost(Setting<Integer> setting, int value, String other, int most) {
        if (value <= most) {
            return true;
        }
        values.fault(setting, "must be at most %s, %d, but is %d".formatted(other, most, value));
        return false;
    }

    private Padding padding() {
        Padding own = Padding.REPEAT;
        if (transform == Transform.MFCC) {
            own =
                    values.get(RunGroup.PRESET) == Preset.REFERENCE
                            ? Padding.REFERENCE
                            : Padding.MEAN;
        }
        return values.derive(SignalGroup.PADDING, own);
    }

    private ObjectNode json(int width) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("transform", transform.name());
        json.put("sampling_rate", values.get(SignalGroup.SAMPLING_RATE));
        json.put("normalize_audio", values.get(SignalGroup.NORMALIZE_AUDIO));
        json.put(widthSetting().name(), width);
        json.put("window_hop_frames", values.get(SignalGroup.WINDOW_HOP_FRAMES));
        json.put("padding", values.get(SignalGroup.PADDING).name().toLowerCase(Locale.ROOT));
        if (transform == Transform.WAV2VEC) {
            return json.put("do_normalize", true);
        }
        json.put("n_fft", values.get(SignalGroup.N_FFT))
                .put("hop_length", values.get(SignalGroup.HOP_LENGTH))
                .put("n_mels", values.get(SignalGroup.N_MELS))
                .put("f_min", values.get(SignalGroup.F_MIN))
                .put("f_max", values.get(SignalGroup.F_MAX));
        switch (transform) {
            case MFCC -> json.put("n_mfcc", values.get(SignalGroup.N_MFCC)).put("top_db", 80);
            case AST -> json.put("window_type", KaldiParameters.Window.HANNING.code());
            case MULTI_SPECTROGRAM -> putPlanes(json, width);
            default -> {}
        }
        return json;
    }

    /** Planes of different units are made equally high and standardised before the model. */
    private void putPlanes(ObjectNode json, int width) {
        List<Integer> size = values.get(SignalGroup.IMAGE_SIZE);
        int height = size == null ? values.get(SignalGroup.N_MELS) : size.getFirst();
        json.putArray("image_size").add(height).add(width);
        PLANE_MEANS.forEach(json.putArray("mean")::add);
        PLANE_DEVIATIONS.forEach(json.putArray("std")::add);
    }

    /** A message of lumen.audio begins with the key, which is the option's name. */
    private void fault(String message) {
        String text = message.replaceFirst("^feature specification: ", "");
        String key = text.substring(0, Math.max(0, text.indexOf(' ')));
        values.fault(key, text);
    }
}

package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import lumen.audio.mel.MelParameters;
import lumen.audio.spectrum.Parameter;

/**
 * Mel-frequency cepstral coefficients: {@code [n_mfcc, window_frames]}. The mel power in decibels,
 * cut off {@code top_db} below the clip's maximum, and of that the first {@code n_mfcc} rows of an
 * orthonormal discrete cosine transform of type II; no liftering.
 *
 * <p>The maximum is that of the clip's first 2^23 samples; without {@code top_db} nothing needs to
 * be known of the clip, and it is computed while audio is still coming. The reference pads with
 * -7.3612 after standardising, which is far from any coefficient: {@link Padding#REFERENCE}; {@link
 * Padding#MEAN} pads with what standardises to 0.
 *
 * @param mel the mel spectrogram
 * @param coefficients how many coefficients ({@code n_mfcc}), 1 to n_mels
 * @param topDecibels how far below the maximum everything is cut off ({@code top_db}), above 0
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 * @param image whether windows are resized and standardised
 */
public record MfccFeatures(
        MelParameters mel,
        int coefficients,
        OptionalDouble topDecibels,
        boolean normalizeAudio,
        Windowing windowing,
        ImageForm image)
        implements FeatureSpecification {
    private static final Set<String> KEYS =
            Set.of(
                    "sampling_rate",
                    "n_fft",
                    "hop_length",
                    "n_mels",
                    "f_min",
                    "f_max",
                    "n_mfcc",
                    "top_db");

    /** The mean that the reference standardises by. */
    public static final double REFERENCE_MEAN = -7.3612;

    /** The deviation that the reference standardises by. */
    public static final double REFERENCE_DEVIATION = 56.4464;

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public MfccFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(topDecibels, "topDecibels");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(image, "image");
        Parameter.within("n_mfcc", coefficients, 1, mel.mels());
        if (topDecibels.isPresent() && !(topDecibels.getAsDouble() > 0)) {
            throw Parameter.invalid(
                    "top_db", "must be above 0, but is " + topDecibels.getAsDouble());
        }
        image.check(1);
    }

    /** 20 coefficients of a mel spectrogram, 80 dB deep, padded with the mean of coefficients. */
    public static MfccFeatures of(MelParameters mel, int windowFrames) {
        return new MfccFeatures(
                mel,
                20,
                OptionalDouble.of(80),
                true,
                new Windowing(windowFrames, windowFrames, Padding.MEAN),
                ImageForm.NONE);
    }

    /** What padded frames hold: every coefficient the same. */
    double paddingValue() {
        double mean = image.mean().isEmpty() ? REFERENCE_MEAN : image.mean().getFirst();
        double deviation =
                image.deviation().isEmpty() ? REFERENCE_DEVIATION : image.deviation().getFirst();
        // The reference pads with its mean after that has been subtracted already.
        return windowing.padding() == Padding.REFERENCE ? mean + REFERENCE_MEAN * deviation : mean;
    }

    /** Images as the reference makes them, its padding included. */
    public static MfccFeatures reference(int height, int width) {
        return new MfccFeatures(
                MelParameters.reference(),
                20,
                OptionalDouble.of(80),
                true,
                new Windowing(width, width, Padding.REFERENCE),
                ImageForm.of(height, List.of(REFERENCE_MEAN), List.of(REFERENCE_DEVIATION)));
    }

    static MfccFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("window_frames"), ImageForm.KEYS));
        return new MfccFeatures(
                MelKeys.read(json),
                json.integer("n_mfcc"),
                json.optionalNumber("top_db"),
                json.truth("normalize_audio"),
                Windowing.read(json, "window_frames"),
                ImageForm.read(json));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        MelKeys.write(mel, json);
        json.put("n_mfcc", coefficients);
        topDecibels.ifPresent(decibels -> json.put("top_db", decibels));
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "window_frames");
        image.write(json, windowing);
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.MFCC;
    }

    @Override
    public int samplingRate() {
        return mel.samplingRate();
    }

    @Override
    public List<Integer> planes() {
        return List.of(coefficients);
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
    public MfccFeatures withWindowHopFrames(int frames) {
        return new MfccFeatures(
                mel, coefficients, topDecibels, normalizeAudio, windowing.withHop(frames), image);
    }
}

package lumen.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How audio becomes the features of a model, as it stands in the model file: one record for each
 * transform. Two equal specifications give equal features.
 *
 * <p>Features are windows of {@code [rows, windowFrames]} values. A row is a band, a coefficient or
 * whatever the transform's record says; a column is a frame, and time runs from left to right. A
 * transform with several planes has them one below the other.
 */
public sealed interface FeatureSpecification
        permits MelFeatures,
                MfccFeatures,
                MultiSpectrogramFeatures,
                AstFeatures,
                Wav2VecFeatures,
                WaveletFeatures,
                MelChroWavFeatures {

    /** What is computed. */
    Transform transform();

    /** The rate in Hz that audio is resampled to, 1,000 to 384,000. */
    int samplingRate();

    /** Whether samples are divided by the clip's peak. */
    boolean normalizeAudio();

    /** How frames are cut into windows. */
    Windowing windowing();

    /** The height of each plane as it is computed, from top to bottom. */
    List<Integer> planes();

    /** What becomes of the planes before a model sees them. */
    ImageForm image();

    /** Samples from one frame to the next. */
    int hopLength();

    /** The number of frames of so many samples. */
    int frames(long samples);

    /** The same features in windows at another distance, in frames. */
    FeatureSpecification withWindowHopFrames(int frames);

    /** The JSON form, which {@link #fromJson} reads back as an equal specification. */
    ObjectNode toJson();

    /** The height of a window. */
    default int rows() {
        return image().height().isPresent()
                ? planes().size() * image().height().getAsInt()
                : planes().stream().mapToInt(Integer::intValue).sum();
    }

    /** The width of a window in frames. */
    default int windowFrames() {
        return windowing().windowFrames();
    }

    /** Frames from one window to the next. */
    default int windowHopFrames() {
        return windowing().windowHopFrames();
    }

    /** How the last window is filled. */
    default Padding padding() {
        return windowing().padding();
    }

    /** The number of windows of so many samples; at least 1, and the last may need padding. */
    default int windows(long samples) {
        return windowing().windows(frames(samples));
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException if it is not JSON, or a key is missing, unknown or out of
     *     range; the message names the key
     */
    static FeatureSpecification parse(String json) {
        return fromJson(SpecificationReader.parse(json));
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException if a key is missing, unknown or out of range; the message
     *     names the key
     */
    static FeatureSpecification fromJson(JsonNode json) {
        SpecificationReader reader = new SpecificationReader(json);
        return switch (reader.constant("transform", Transform.values(), Transform::name)) {
            case MEL_SPECTROGRAM -> MelSpectrogramFeatures.read(reader);
            case LOG_MEL_SPECTROGRAM -> LogMelSpectrogramFeatures.read(reader);
            case MFCC -> MfccFeatures.read(reader);
            case MULTI_SPECTROGRAM -> MultiSpectrogramFeatures.read(reader);
            case AST -> AstFeatures.read(reader);
            case WAV2VEC -> Wav2VecFeatures.read(reader);
            case WAVELET -> WaveletFeatures.read(reader);
            case MELCHROWAV -> MelChroWavFeatures.read(reader);
        };
    }
}

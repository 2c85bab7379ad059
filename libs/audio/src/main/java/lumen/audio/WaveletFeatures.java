package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.transform.FrameGrid;
import lumen.audio.wavelet.WaveletParameters;

/**
 * A scalogram, {@code [n_scales, window_frames]}: the magnitudes of filters of {@code n_fft}
 * samples at {@code n_scales} scales, every {@code hop_length} samples. Frames lie inside the clip
 * and are not centred; a clip shorter than a filter has one frame.
 *
 * @param wavelets the filters
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 * @param image whether windows are resized and standardised
 */
public record WaveletFeatures(
        WaveletParameters wavelets, boolean normalizeAudio, Windowing windowing, ImageForm image)
        implements FeatureSpecification {
    private static final Set<String> KEYS =
            Set.of(
                    "n_scales",
                    "n_fft",
                    "hop_length",
                    "scale_min",
                    "scale_max",
                    "wavelet",
                    "time_axis",
                    "sampling_rate");

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public WaveletFeatures {
        Objects.requireNonNull(wavelets, "wavelets");
        Objects.requireNonNull(windowing, "windowing");
        Objects.requireNonNull(image, "image");
        windowing.requirePlainPadding();
        image.check(1);
    }

    /** 128 scales from 2.56 to 512 ms at 16 kHz, on a true time axis. */
    public static WaveletFeatures of(int windowFrames) {
        return new WaveletFeatures(
                WaveletParameters.of(16_000, 512),
                true,
                Windowing.of(windowFrames),
                ImageForm.NONE);
    }

    /** The reference's 2,048 taps, laid over 0.512 s whatever the rate. */
    public static WaveletFeatures reference(int windowFrames) {
        return new WaveletFeatures(
                WaveletParameters.reference(16_000, 512),
                true,
                Windowing.of(windowFrames),
                ImageForm.NONE);
    }

    static WaveletFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("window_frames"), ImageForm.KEYS));
        return new WaveletFeatures(
                WaveletKeys.read(json),
                json.truth("normalize_audio"),
                Windowing.read(json, "window_frames"),
                ImageForm.read(json));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        WaveletKeys.write(wavelets, json);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "window_frames");
        image.write(json, windowing);
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.WAVELET;
    }

    @Override
    public int samplingRate() {
        return wavelets.samplingRate();
    }

    @Override
    public List<Integer> planes() {
        return List.of(wavelets.scales());
    }

    @Override
    public int hopLength() {
        return wavelets.hopLength();
    }

    @Override
    public int frames(long samples) {
        return FrameGrid.whole(wavelets.taps(), wavelets.hopLength()).frames(samples);
    }

    @Override
    public WaveletFeatures withWindowHopFrames(int frames) {
        return new WaveletFeatures(wavelets, normalizeAudio, windowing.withHop(frames), image);
    }
}

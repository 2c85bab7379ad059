package lumen.audio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.audio.mel.MelParameters;
import lumen.audio.spectrum.Parameter;
import lumen.audio.wavelet.WaveletParameters;

/**
 * Three planes, one below the other: a mel spectrogram in decibels of amplitude, 80 dB deep, {@code
 * n_mels} rows; chroma of {@code n_chroma} classes; and a scalogram of {@code n_scales} rows, whose
 * last columns are 0 where a filter would reach beyond the clip's end. {@code [n_mels + n_chroma +
 * n_scales, window_frames]}; with {@code do_normalize} each plane of a window is standardised by
 * its own mean and deviation.
 *
 * <p>The maximum and the tuning are those of the clip's first 2^23 samples.
 *
 * @param mel the mel spectrogram
 * @param classes pitch classes in an octave ({@code n_chroma}), 12 to 1,024
 * @param wavelets the filters of the scalogram, whose rate and hop are those of mel; the number of
 *     its taps is {@code n_taps}
 * @param standardize whether planes are standardised ({@code do_normalize})
 * @param normalizeAudio whether samples are divided by the clip's peak
 * @param windowing how frames are cut into windows
 */
public record MelChroWavFeatures(
        MelParameters mel,
        int classes,
        WaveletParameters wavelets,
        boolean standardize,
        boolean normalizeAudio,
        Windowing windowing)
        implements FeatureSpecification {
    private static final Set<String> KEYS =
            Set.of(
                    "sampling_rate",
                    "n_fft",
                    "hop_length",
                    "n_mels",
                    "f_min",
                    "f_max",
                    "n_chroma",
                    "do_normalize",
                    "n_scales",
                    "n_taps",
                    "scale_min",
                    "scale_max",
                    "wavelet",
                    "time_axis");

    /** Checks the parts; the message of a failure names the key of the JSON form. */
    public MelChroWavFeatures {
        Objects.requireNonNull(mel, "mel");
        Objects.requireNonNull(wavelets, "wavelets");
        Objects.requireNonNull(windowing, "windowing");
        Parameter.within("n_chroma", classes, 12, 1_024);
        if (wavelets.samplingRate() != mel.samplingRate()
                || wavelets.hopLength() != mel.hopLength()) {
            throw Parameter.invalid("hop_length", "must be the same for spectrogram and scalogram");
        }
        windowing.requirePlainPadding();
    }

    /** 128 mel bands, 128 classes and 128 scales at 16 kHz, the scalogram on a true time axis. */
    public static MelChroWavFeatures of(int windowFrames) {
        return new MelChroWavFeatures(
                new MelParameters(16_000, 2_048, 512, 128, 0, 8_000),
                128,
                WaveletParameters.of(16_000, 512),
                true,
                true,
                Windowing.of(windowFrames));
    }

    /** The same with the reference's scalogram. */
    public static MelChroWavFeatures reference(int windowFrames) {
        return new MelChroWavFeatures(
                new MelParameters(16_000, 2_048, 512, 128, 0, 8_000),
                128,
                WaveletParameters.reference(16_000, 512),
                true,
                true,
                Windowing.of(windowFrames));
    }

    static MelChroWavFeatures read(SpecificationReader json) {
        json.permit(List.of(KEYS, Windowing.keys("window_frames")));
        return new MelChroWavFeatures(
                MelKeys.read(json),
                json.integer("n_chroma"),
                WaveletKeys.readWithin(json),
                json.truth("do_normalize"),
                json.truth("normalize_audio"),
                Windowing.read(json, "window_frames"));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("transform", transform().name());
        MelKeys.write(mel, json);
        json.put("n_chroma", classes);
        WaveletKeys.writeWithin(wavelets, json);
        json.put("do_normalize", standardize);
        json.put("normalize_audio", normalizeAudio);
        windowing.write(json, "window_frames");
        return json;
    }

    @Override
    public Transform transform() {
        return Transform.MELCHROWAV;
    }

    @Override
    public ImageForm image() {
        return ImageForm.NONE;
    }

    @Override
    public int samplingRate() {
        return mel.samplingRate();
    }

    @Override
    public List<Integer> planes() {
        return List.of(mel.mels(), classes, wavelets.scales());
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
    public MelChroWavFeatures withWindowHopFrames(int frames) {
        return new MelChroWavFeatures(
                mel, classes, wavelets, standardize, normalizeAudio, windowing.withHop(frames));
    }
}

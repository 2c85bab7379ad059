package lumen.recipe;

import java.util.List;
import lumen.audio.AstFeatures;
import lumen.audio.FeatureSpecification;
import lumen.audio.Padding;
import lumen.audio.Transform;
import lumen.recipe.RecipeOption.Group;

/** How recordings become what the model sees. */
final class SignalGroup {
    /** Those that a model can be trained with. */
    private static final List<Transform> TRANSFORMS =
            List.of(
                    Transform.MEL_SPECTROGRAM,
                    Transform.LOG_MEL_SPECTROGRAM,
                    Transform.MFCC,
                    Transform.MULTI_SPECTROGRAM,
                    Transform.AST,
                    Transform.WAV2VEC);

    static final Setting<Transform> AUDIO_TRANSFORM =
            of(
                            "audio_transform",
                            Forms.constant(Transform.class, TRANSFORMS),
                            "What is computed; AST for ast, WAV2VEC for wav2vec and wav2vec_cnn.")
                    .standard(Transform.LOG_MEL_SPECTROGRAM)
                    .reference(
                            "required; has no LOG_MEL_SPECTROGRAM; the planes of MULTI_SPECTROGRAM"
                                    + " are channels there, here they lie one below the other");
    static final Setting<Integer> SAMPLING_RATE =
            of("sampling_rate", Forms.integer(1_000, 384_000), "Hz that audio is resampled to.")
                    .standard(22_050)
                    .reference("default 16000");
    static final Setting<Integer> N_FFT =
            of(
                            "n_fft",
                            Forms.integer(16, 65_536),
                            "Samples in a frame; even, its half a product of 2, 3 and 5.")
                    .standard(2_048)
                    .reference("default 400");
    static final Setting<Integer> HOP_LENGTH =
            of(
                            "hop_length",
                            Forms.integer(1, 65_536),
                            "Samples from one frame to the next, at most n_fft.")
                    .standard(882)
                    .reference("default 160");
    static final Setting<Integer> N_MELS =
            of("n_mels", Forms.integer(1, 1_024), "Mel bands.").standard(128);
    static final Setting<Integer> N_MFCC =
            of("n_mfcc", Forms.integer(1, 1_024), "Coefficients of MFCC, at most n_mels.")
                    .standard(20);
    static final Setting<Double> F_MIN =
            of(
                            "f_min",
                            Forms.number(Bounds.from(0, 192_000)),
                            "Lower edge of the first mel band in Hz; when not given 0, for AST 20.")
                    .reference("fixed");
    static final Setting<Double> F_MAX =
            of(
                            "f_max",
                            Forms.number(Bounds.above(0, 192_000)),
                            "Upper edge of the last mel band in Hz; when not given half of"
                                    + " sampling_rate.")
                    .reference("fixed");
    static final Setting<Boolean> NORMALIZE_AUDIO =
            of("normalize_audio", Forms.FLAG, "Divide every recording by its peak.").standard(true);
    static final Setting<List<Integer>> IMAGE_SIZE =
            of(
                            "image_size",
                            Forms.integers(1, 4_096, "height and width"),
                            "Height that the model resizes the bands to, and width: frames that it"
                                    + " sees at once. When not given, one row for each band and"
                                    + " window_frames.")
                    .reference("when not given 224 224, 384 384 or 480 480, as the model says");
    static final Setting<Integer> WINDOW_FRAMES =
            of("window_frames", Forms.integer(1, 65_536), "Frames that the model sees at once.")
                    .standard(76)
                    .reference("has none: image_size says it");
    static final Setting<Integer> WINDOW_HOP_FRAMES =
            of(
                            "window_hop_frames",
                            Forms.integer(1, 1 << 22),
                            "Frames from one window to the next in validation and serving; when"
                                    + " not given, windows lie side by side. In training they"
                                    + " always do.")
                    .reference("has none: windows lie side by side");
    static final Setting<Integer> MAX_NUM_WIDTH_SAMPLES =
            of(
                    "max_num_width_samples",
                    Forms.integer(2, 1 << 22),
                    "Frames that ast, samples that wav2vec sees at once; when not given 1024 for"
                            + " ast, 10 s for wav2vec, 6 s for wav2vec_cnn.");
    static final Setting<Padding> PADDING =
            of(
                            "padding",
                            Forms.constant(Padding.class),
                            "How the last window is filled: with the beginning of the recording, or"
                                    + " with silence. When not given REPEAT, for MFCC MEAN.")
                    .reference("fixed: REPEAT, for MFCC what is called REFERENCE here");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    AUDIO_TRANSFORM,
                    SAMPLING_RATE,
                    N_FFT,
                    HOP_LENGTH,
                    N_MELS,
                    N_MFCC,
                    F_MIN,
                    F_MAX,
                    NORMALIZE_AUDIO,
                    IMAGE_SIZE,
                    WINDOW_FRAMES,
                    WINDOW_HOP_FRAMES,
                    MAX_NUM_WIDTH_SAMPLES,
                    PADDING);

    private SignalGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.SIGNAL, name, form, help);
    }

    static FeatureSpecification sideBySide(FeatureSpecification features) {
        // AST's frames reach into the next: its windows can be one frame less apart at most.
        int most =
                features instanceof AstFeatures
                        ? features.windowFrames() - 1
                        : features.windowFrames();
        return features.withWindowHopFrames(most);
    }
}

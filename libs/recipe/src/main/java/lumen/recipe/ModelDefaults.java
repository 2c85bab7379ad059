package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lumen.audio.Transform;

/** What an architecture wants, whatever the preset says. */
final class ModelDefaults {
    private ModelDefaults() {}

    /** The transforms that an architecture can be trained with, its own first. */
    static List<Transform> transforms(String architecture) {
        return switch (architecture) {
            case "ast" -> List.of(Transform.AST);
            case "wav2vec", "wav2vec_cnn" -> List.of(Transform.WAV2VEC);
            case "conv_lstm" ->
                    List.of(
                            Transform.LOG_MEL_SPECTROGRAM,
                            Transform.MEL_SPECTROGRAM,
                            Transform.MFCC);
            default ->
                    List.of(
                            Transform.LOG_MEL_SPECTROGRAM,
                            Transform.MEL_SPECTROGRAM,
                            Transform.MFCC,
                            Transform.MULTI_SPECTROGRAM);
        };
    }

    /** Whether an architecture has batch normalisations. */
    static boolean normalizesBatches(String architecture) {
        return transforms(architecture).getFirst() == Transform.LOG_MEL_SPECTROGRAM
                && !architecture.startsWith("convnext");
    }

    /** The options that an architecture sets. */
    static ObjectNode options(String architecture, Preset preset) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        Transform only = transforms(architecture).getFirst();
        if (only == Transform.AST || only == Transform.WAV2VEC) {
            options.put("audio_transform", only.name())
                    .put("sampling_rate", 16_000)
                    .put("n_fft", 400)
                    .put("hop_length", 160)
                    .put("n_mels", 128)
                    .putNull("window_hop_frames");
            if (preset != Preset.REFERENCE && !architecture.equals("wav2vec_cnn")) {
                options.put("batch_size", 8).put("lr", 1e-5).put("lr_onecycle_max", 1e-4);
            }
        } else if (preset == Preset.REFERENCE) {
            int side = imageSide(architecture);
            if (side > 0) {
                options.putArray("image_size").add(side).add(side);
            }
        }
        return options;
    }

    /** Height and width of the reference's images; 0 where it has no such model. */
    private static int imageSide(String architecture) {
        return switch (architecture) {
            case "efficient_net_v2_s" -> 384;
            case "efficient_net_v2_m", "efficient_net_v2_l" -> 480;
            case "mn04", "mn10", "dymn10", "conv_lstm" -> 0;
            default -> 224;
        };
    }
}

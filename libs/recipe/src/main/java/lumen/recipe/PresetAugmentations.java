package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lumen.audio.augmentation.Augmentations;

/** The augmentations of the presets. */
final class PresetAugmentations {
    /** Strong changes of timbre, for recordings unlike those trained on. */
    static final List<String> STRONG =
            List.of(
                    "MIXING",
                    "PLAYBACK_SPEED",
                    "RANDOM_CROP",
                    "RANDOM_EQUALISER",
                    "SATURATION",
                    "REVERBERATION",
                    "PEAK_LEVEL",
                    "NOISE_FLOOR",
                    "SPECTRUM_TRANSFER",
                    "BLUR",
                    "BAND_SHIFT",
                    "MASKS");

    /** Slight changes, for short trainings. */
    static final List<String> LIGHT =
            List.of(
                    "MIXING",
                    "PLAYBACK_SPEED",
                    "RANDOM_CROP",
                    "RANDOM_EQUALISER",
                    "PEAK_LEVEL",
                    "NOISE_FLOOR",
                    "MASKS");

    private PresetAugmentations() {}

    static ObjectNode strongArguments() {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("mixing_second_p", 0.6).put("mixing_third_p", 0.3);
        arguments.putArray("mixing_level").add(-8.0).add(6.0);
        arguments.put("playback_speed_semitones", 6.0).put("playback_speed_p", 0.8);
        arguments
                .put("random_equaliser_peaks", 4)
                .put("random_equaliser_deviation", 7.0)
                .put("random_equaliser_low_pass_p", 0.35)
                .put("random_equaliser_high_pass_p", 0.15);
        arguments.put("saturation_drive", 4.0).put("saturation_p", 0.15);
        arguments.put("reverberation_share", 0.8).put("reverberation_p", 0.35);
        arguments.putArray("peak_level").add(-12.0).add(0.0);
        arguments.put("noise_floor_p", 0.5).putArray("noise_floor_distance").add(25.0).add(80.0);
        arguments.put("spectrum_transfer_share", 0.6).put("spectrum_transfer_p", 0.5);
        arguments.put("blur_frames", 2).put("blur_p", 0.4);
        arguments.put("band_shift_bands", 4).put("band_shift_p", 0.5);
        arguments
                .put("masks_bands", 2)
                .put("masks_band_share", 0.12)
                .put("masks_frames", 2)
                .put("masks_frame_share", 0.15);
        arguments
                .putArray("each_recording")
                .add("PLAYBACK_SPEED")
                .add("RANDOM_CROP")
                .add("RANDOM_EQUALISER")
                .add("SATURATION");
        return arguments;
    }

    static ObjectNode lightArguments() {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("mixing_second_p", 0.25).put("mixing_third_p", 0.0);
        arguments.putArray("mixing_level").add(-6.0).add(3.0);
        arguments.put("playback_speed_semitones", 1.0).put("playback_speed_p", 0.5);
        arguments
                .put("random_equaliser_peaks", 1)
                .put("random_equaliser_deviation", 4.0)
                .put("random_equaliser_low_pass_p", 0.0)
                .put("random_equaliser_high_pass_p", 0.0);
        arguments.putArray("peak_level").add(-12.0).add(0.0);
        arguments.put("noise_floor_p", 0.5).putArray("noise_floor_distance").add(40.0).add(80.0);
        arguments
                .put("masks_bands", 1)
                .put("masks_band_share", 0.1)
                .put("masks_frames", 1)
                .put("masks_frame_share", 0.1);
        arguments
                .putArray("each_recording")
                .add("PLAYBACK_SPEED")
                .add("RANDOM_CROP")
                .add("RANDOM_EQUALISER");
        return arguments;
    }

    /** The reference's, without a folder of noise. */
    static List<String> reference() {
        return Augmentations.referenceDefaults(false).stream().map(Enum::name).toList();
    }
}

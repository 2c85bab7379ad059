package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a training run can be told: the answer of {@code GET /training-options}.
 *
 * @param options every option, by group
 * @param presets values for many options at once
 * @param models the architectures that can be trained
 * @param transforms what {@code audio_transform} may be
 * @param augmentations what {@code augmentations} may hold
 */
public record TrainingOptions(
        List<Option> options,
        List<Preset> presets,
        List<String> models,
        List<String> transforms,
        List<Augmentation> augmentations) {
    public TrainingOptions {
        options = List.copyOf(options);
        presets = List.copyOf(presets);
        models = List.copyOf(models);
        transforms = List.copyOf(transforms);
        augmentations = List.copyOf(augmentations);
    }

    /**
     * An option.
     *
     * @param name its name in requests and configuration files, such as {@code train_paths}
     * @param flag its name on the command line, such as {@code --train-paths}
     * @param group what it is about
     * @param type what kind of value it takes
     * @param defaultValue its value when nothing is said; JSON null when there is none
     * @param choices the values that it may have; empty when they cannot be listed
     * @param bounds which values are allowed, in words; empty when all of the type are
     * @param help what it is for
     * @param reference how it differs from the reference's option of this name; empty when it does
     *     not
     */
    public record Option(
            String name,
            String flag,
            String group,
            String type,
            @JsonProperty("default") JsonNode defaultValue,
            List<String> choices,
            String bounds,
            String help,
            String reference) {
        public Option {
            choices = List.copyOf(choices);
        }
    }

    /**
     * A preset.
     *
     * @param options the options that it sets
     */
    public record Preset(String name, String description, ObjectNode options) {}

    /**
     * An augmentation.
     *
     * @param level what it changes: recordings before they become one, the signal or the
     *     spectrogram
     * @param reference where the reference does something else; empty where it does not
     * @param arguments what {@code aug_kwargs} may say about it
     */
    public record Augmentation(
            String name, String level, String reference, List<Argument> arguments) {
        public Augmentation {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * An argument of an augmentation.
     *
     * @param name its key in {@code aug_kwargs}
     * @param defaultValue its value when nothing is said, as on a command line
     * @param allowed what it may be, in words
     * @param help what it does
     */
    public record Argument(
            String name,
            @JsonProperty("default") String defaultValue,
            String allowed,
            String help) {}
}

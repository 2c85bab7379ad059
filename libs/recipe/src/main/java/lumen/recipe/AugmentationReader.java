package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import lumen.audio.FeatureSpecification;
import lumen.audio.Transform;
import lumen.audio.augmentation.AugmentationDefinition;
import lumen.audio.augmentation.AugmentationName;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.augmentation.Level;

/** Makes the augmentations of a run. */
final class AugmentationReader {
    private static final String EACH_RECORDING = "each_recording";
    private static final String NOISE_FOLDER = "path_background_noise";
    private static final Set<String> NEED_POWER = Set.of("NOISE_FLOOR", "FILTER_AUGMENTATION");

    private final Values values;
    private final Transform transform;
    private final FeatureSpecification features;
    private final Function<String, Path> folders;

    /**
     * @param transform what is computed; null when it is not known
     * @param features the same with its settings; null likewise, or when they are at fault
     * @param folders turns the name of a folder into its path, or refuses it
     */
    AugmentationReader(
            Values values,
            Transform transform,
            FeatureSpecification features,
            Function<String, Path> folders) {
        this.values = values;
        this.transform = transform;
        this.features = features;
        this.folders = folders;
    }

    /** The full form; nothing if something is wrong. */
    ObjectNode read() {
        List<String> names = names();
        values.derive(AugmentationGroup.AUGMENTATIONS, names);
        ObjectNode given =
                values.given(AugmentationGroup.AUG_KWARGS)
                        ? values.get(AugmentationGroup.AUG_KWARGS)
                        : JsonNodeFactory.instance.objectNode();
        ObjectNode arguments = standards(names);
        boolean sound = true;
        for (Map.Entry<String, JsonNode> argument : given.properties()) {
            sound &= check(argument.getKey(), argument.getValue(), names);
            arguments.set(argument.getKey(), argument.getValue());
        }
        if (names.isEmpty()) {
            values.unused("there are no augmentations", AugmentationGroup.AUGMENTATION_GROWTH);
        }
        if (!sound) {
            return AugmentationGroup.none();
        }
        try {
            if (arguments.path(NOISE_FOLDER).isTextual()) {
                // The worker must find the folder too, so the options hold what was resolved.
                String folder = arguments.get(NOISE_FOLDER).textValue();
                arguments.put(NOISE_FOLDER, folders.apply(folder).toString());
            }
            ObjectNode full = Augmentations.fromJson(json(names, arguments), Path::of).toJson();
            values.override(AugmentationGroup.AUG_KWARGS, (ObjectNode) full.get("aug_kwargs"));
            values.override(AugmentationGroup.AUGMENTATIONS, texts(full.get("augmentations")));
            return full;
        } catch (IllegalArgumentException e) {
            values.fault(AugmentationGroup.AUG_KWARGS, message(e));
            return AugmentationGroup.none();
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(values.get(AugmentationGroup.AUGMENTATIONS));
        boolean given = values.given(AugmentationGroup.AUGMENTATIONS);
        if (!given
                && values.get(RunGroup.PRESET) == Preset.REFERENCE
                && values.given(AugmentationGroup.AUG_KWARGS)
                && values.get(AugmentationGroup.AUG_KWARGS).has(NOISE_FOLDER)) {
            names.add(AugmentationName.BACKGROUND_NOISE.name());
        }
        List<String> fitting = new ArrayList<>();
        for (String name : names) {
            String reason = unfit(AugmentationName.valueOf(name));
            if (reason == null) {
                fitting.add(name);
            } else if (given) {
                values.fault(
                        AugmentationGroup.AUGMENTATIONS,
                        "has %s, which has no effect: %s".formatted(name, reason));
            }
        }
        return fitting;
    }

    /** Why an augmentation cannot be with the features; null when it can. */
    private String unfit(AugmentationName name) {
        if (transform == null || name.level() != Level.SPECTROGRAM) {
            return null;
        }
        return switch (transform) {
            case WAV2VEC -> "features of WAV2VEC are no spectrogram";
            case MULTI_SPECTROGRAM -> "features of MULTI_SPECTROGRAM are three spectrograms";
            case MFCC -> NEED_POWER.contains(name.name()) ? "it needs power, not MFCC" : null;
            default -> null;
        };
    }

    /**
     * The arguments of the preset that belong to these augmentations. A stretch is as long as a
     * window unless something else is asked for.
     */
    private ObjectNode standards(List<String> names) {
        ObjectNode standards = values.standard(AugmentationGroup.AUG_KWARGS);
        if (standards.get(EACH_RECORDING) instanceof ArrayNode each) {
            each.removeIf(name -> !names.contains(name.textValue()));
        }
        standards.retain(
                Stream.concat(
                                names.stream()
                                        .map(AugmentationName::valueOf)
                                        .flatMap(AugmentationReader::keys),
                                Stream.of(EACH_RECORDING))
                        .toList());
        if (names.contains(AugmentationName.RANDOM_CROP.name()) && features != null) {
            standards.put("random_crop_seconds", secondsOfWindow());
        }
        return standards;
    }

    /** So long that its frames fill a window: the first of them stands at the beginning. */
    private double secondsOfWindow() {
        double seconds =
                (features.windowFrames() - 1.0) * features.hopLength() / features.samplingRate();
        return Math.max(1, Math.floor(seconds * 100)) / 100;
    }

    private static Stream<String> keys(AugmentationName name) {
        AugmentationDefinition definition = AugmentationDefinition.of(name);
        return Stream.concat(
                definition.arguments().stream().map(argument -> argument.key()),
                Stream.of(definition.probability().key()));
    }

    /** Checks one argument by itself, so that all faults are named and not the first. */
    private boolean check(String key, JsonNode value, List<String> names) {
        if (Augmentations.LISTS.contains(key)) {
            return true;
        }
        List<AugmentationName> owners =
                Stream.of(AugmentationName.values())
                        .filter(name -> keys(name).anyMatch(key::equals))
                        .toList();
        if (owners.isEmpty()) {
            List<String> known =
                    Stream.of(AugmentationName.values()).flatMap(AugmentationReader::keys).toList();
            values.fault(
                    AugmentationGroup.AUG_KWARGS,
                    "has the unknown argument " + key + NearestName.suggestion(key, known));
            return false;
        }
        if (owners.stream().noneMatch(owner -> names.contains(owner.name()))) {
            values.fault(
                    AugmentationGroup.AUG_KWARGS,
                    "has %s, which has no effect: %s is not among the augmentations"
                            .formatted(key, owners.getFirst()));
            return false;
        }
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        if (owners.contains(AugmentationName.BACKGROUND_NOISE) && !key.equals(NOISE_FOLDER)) {
            return true;
        }
        alone.set(key, value);
        try {
            Augmentations.fromJson(json(List.of(owners.getFirst().name()), alone), folders);
            return true;
        } catch (IllegalArgumentException e) {
            values.fault(AugmentationGroup.AUG_KWARGS, "has a fault: " + message(e));
            return false;
        }
    }

    private static ObjectNode json(List<String> names, ObjectNode arguments) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("augmentations");
        names.forEach(name -> list.add(name.toUpperCase(Locale.ROOT)));
        json.set("aug_kwargs", arguments);
        return json;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String message(IllegalArgumentException e) {
        return e.getMessage().replaceFirst("^augmentations: ", "");
    }
}

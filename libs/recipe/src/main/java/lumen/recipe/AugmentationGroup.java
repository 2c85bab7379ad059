package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import lumen.audio.augmentation.AugmentationName;
import lumen.recipe.RecipeOption.Group;

/** What is done to training samples. */
final class AugmentationGroup {
    static final Setting<List<String>> AUGMENTATIONS =
            of(
                            "augmentations",
                            Forms.choices(
                                    Arrays.stream(AugmentationName.values())
                                            .map(Enum::name)
                                            .toList()),
                            "What is done to training samples; nothing when the list is empty."
                                    + " docs/augmentations.md tells what each does.")
                    .standard(PresetAugmentations.STRONG)
                    .reference(
                            "default SUM_N_SAMPLES TIME_STRETCH TIME_SHIFT PITCH COLOR_NOISE"
                                    + " TIMEINV TIME_MASK FREQ_MASK RANDOM_PIXELS");
    static final Setting<ObjectNode> AUG_KWARGS =
            of(
                            "aug_kwargs",
                            Forms.KEYWORDS,
                            "Arguments of the augmentations; those that are not given keep their"
                                    + " defaults.")
                    .standard(PresetAugmentations.strongArguments());
    static final Setting<Double> AUGMENTATION_GROWTH =
            of(
                            "augmentation_growth",
                            Forms.number(Bounds.from(0, 1)),
                            "Share of the epochs in the course of which more and more samples are"
                                    + " augmented; 0 to augment all from the first.")
                    .standard(0.25)
                    .reference("has none: 0");

    static final List<Setting<?>> SETTINGS =
            List.of(AUGMENTATIONS, AUG_KWARGS, AUGMENTATION_GROWTH);

    private AugmentationGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.AUGMENTATION, name, form, help);
    }

    /** The full form of no augmentation. */
    static ObjectNode none() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("augmentations");
        json.putObject("aug_kwargs");
        return json;
    }
}

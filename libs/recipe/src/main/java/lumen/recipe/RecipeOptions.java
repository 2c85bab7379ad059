package lumen.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumen.audio.Transform;

/** Every option of a training run. */
public final class RecipeOptions {
    private static final List<Setting<?>> SETTINGS =
            Stream.of(
                            DataGroup.SETTINGS,
                            SignalGroup.SETTINGS,
                            AugmentationGroup.SETTINGS,
                            ModelGroup.SETTINGS,
                            FineTuningGroup.SETTINGS,
                            LossGroup.SETTINGS,
                            OptimisationGroup.SETTINGS,
                            RunGroup.SETTINGS,
                            ExecutionGroup.SETTINGS)
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private static final List<RecipeOption> ALL =
            SETTINGS.stream().<RecipeOption>map(Setting::option).toList();

    private static final Map<String, RecipeOption> BY_NAME =
            ALL.stream().collect(Collectors.toMap(RecipeOption::name, Function.identity()));

    private RecipeOptions() {}

    /** All options, group by group. */
    public static List<RecipeOption> all() {
        return ALL;
    }

    /** The option of a name in snake case. */
    public static Optional<RecipeOption> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * What to do in place of an option of the reference that is a setting of a service here, or not
     * needed; empty when it is none of those.
     */
    public static Optional<String> replacement(String name) {
        return ReferenceOptions.replacement(name);
    }

    /**
     * The transforms that an architecture can be trained with, its own first.
     *
     * @param architecture its name, such as {@code mobilenet_v3_large}
     */
    public static List<Transform> transforms(String architecture) {
        return ModelDefaults.transforms(architecture);
    }

    /**
     * What an architecture says to options that are not given, where it differs from the preset;
     * null where it has no value.
     */
    public static ObjectNode defaults(String architecture, Preset preset) {
        return ModelDefaults.options(architecture, preset);
    }

    static List<Setting<?>> settings() {
        return SETTINGS;
    }
}

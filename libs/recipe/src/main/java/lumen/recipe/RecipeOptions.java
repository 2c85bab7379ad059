package lumen.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    static List<Setting<?>> settings() {
        return SETTINGS;
    }
}

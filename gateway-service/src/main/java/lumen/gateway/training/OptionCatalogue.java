package lumen.gateway.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.Transform;
import lumen.audio.augmentation.Argument;
import lumen.audio.augmentation.AugmentationDefinition;
import lumen.audio.augmentation.AugmentationName;
import lumen.contracts.rest.TrainingOptions;
import lumen.model.architecture.Architectures;
import lumen.recipe.Preset;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;

/** What a run can be told, as users are told it. */
public final class OptionCatalogue {
    private OptionCatalogue() {}

    /** Everything that can be said. */
    public static TrainingOptions all() {
        return new TrainingOptions(
                RecipeOptions.all().stream().map(OptionCatalogue::option).toList(),
                Arrays.stream(Preset.values()).map(OptionCatalogue::preset).toList(),
                List.copyOf(Architectures.names()),
                Arrays.stream(Transform.values()).map(Transform::name).toList(),
                Arrays.stream(AugmentationName.values())
                        .map(OptionCatalogue::augmentation)
                        .toList());
    }

    private static TrainingOptions.Option option(RecipeOption option) {
        return new TrainingOptions.Option(
                option.name(),
                option.flag(),
                option.group().name(),
                option.type().name(),
                option.defaultValue(),
                option.choices(),
                option.bounds(),
                option.help(),
                option.reference());
    }

    private static TrainingOptions.Preset preset(Preset preset) {
        return new TrainingOptions.Preset(preset.name(), preset.description(), preset.options());
    }

    private static TrainingOptions.Augmentation augmentation(AugmentationName name) {
        AugmentationDefinition definition = AugmentationDefinition.of(name);
        List<TrainingOptions.Argument> arguments = new ArrayList<>();
        definition.arguments().forEach(argument -> arguments.add(argument(argument)));
        arguments.add(argument(definition.probability()));
        return new TrainingOptions.Augmentation(
                name.name(),
                name.level().name(),
                definition.referenceDefect().orElse(""),
                arguments);
    }

    private static TrainingOptions.Argument argument(Argument<?> argument) {
        return new TrainingOptions.Argument(
                argument.key(), argument.standardText(), argument.allowed(), argument.meaning());
    }
}

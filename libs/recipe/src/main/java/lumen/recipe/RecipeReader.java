package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import lumen.audio.FeatureSpecification;
import lumen.audio.Transform;

/** Makes a recipe of options: preset, then model, then quick mode, then what was given. */
final class RecipeReader {
    private final ObjectNode given;
    private final Values values;
    private final Function<String, Path> folders;

    RecipeReader(ObjectNode given, Function<String, Path> folders) {
        this.given = Objects.requireNonNull(given, "options");
        this.folders = Objects.requireNonNull(folders, "folders");
        values = new Values(given);
    }

    Recipe read() throws InvalidRecipeException {
        refuseUnknown();
        Preset preset = values.get(RunGroup.PRESET);
        values.standards(preset.options());
        boolean further = values.get(ModelGroup.CKPT) != null;
        String architecture = further ? null : values.get(ModelGroup.MODEL);
        if (architecture != null) {
            values.standards(ModelDefaults.options(architecture, preset));
        }
        if (values.get(RunGroup.QUICK)) {
            values.standards(quick());
        }
        Recipe recipe = recipe(further, architecture);
        if (!values.faults().isEmpty()) {
            throw new InvalidRecipeException(values.faults());
        }
        return recipe;
    }

    private Recipe recipe(boolean further, String architecture) {
        FeatureSpecification features = null;
        Recipe.Network network;
        Transform transform = further ? null : values.get(SignalGroup.AUDIO_TRANSFORM);
        if (further) {
            network = new ModelReader(values).further();
        } else {
            if (architecture == null) {
                values.fault(ModelGroup.MODEL, "is required with preset REFERENCE");
            }
            if (transform == null) {
                values.fault(SignalGroup.AUDIO_TRANSFORM, "is required with preset REFERENCE");
            } else {
                features = new SignalReader(values, transform).read(architecture);
            }
            network = new ModelReader(values).fresh(architecture, transform);
        }
        ObjectNode augmentations =
                new AugmentationReader(values, transform, features, folders).read();
        Recipe.FineTuning fineTuning = FineTuningGroup.read(values);
        Recipe.Losses losses = LossGroup.read(values);
        Recipe.Optimisation optimisation = OptimisationGroup.optimisation(values);
        Recipe.Schedule schedule = OptimisationGroup.schedule(values);
        Recipe.Stopping stopping = RunGroup.stopping(values);
        Recipe.RunOptions run = RunGroup.run(values);
        Recipe.ExecutionOptions execution = ExecutionGroup.read(values);
        Recipe.Data data = DataGroup.read(values, growthEpochs(augmentations));
        return new Recipe(
                data,
                features,
                augmentations,
                network,
                fineTuning,
                losses,
                optimisation,
                schedule,
                stopping,
                run,
                execution,
                values.resolved());
    }

    private int growthEpochs(ObjectNode augmentations) {
        return augmentations.get("augmentations").isEmpty()
                ? 0
                : (int)
                        Math.ceil(
                                values.get(AugmentationGroup.AUGMENTATION_GROWTH)
                                        * values.get(OptimisationGroup.EPOCHS));
    }

    private static ObjectNode quick() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("limit_train_batches", 2.0)
                .put("limit_val_batches", 2.0)
                .put("limit_test_batches", 2.0)
                .put("log_every_n_steps", 1)
                .put("dataset_fraction", 0.01)
                .put("batch_size", 2)
                .put("finetune_head_epochs", 2);
    }

    private void refuseUnknown() {
        List<String> names = RecipeOptions.all().stream().map(RecipeOption::name).toList();
        for (var entry : given.properties()) {
            String name = entry.getKey();
            if (!names.contains(name)) {
                values.fault(
                        name,
                        ReferenceOptions.replacement(name)
                                .map(words -> name + " is no option of a run: " + words)
                                .orElseGet(
                                        () ->
                                                name
                                                        + " is unknown"
                                                        + NearestName.suggestion(name, names)));
            }
        }
    }
}

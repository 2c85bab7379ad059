package lumen.recipe;

import java.util.List;
import lumen.recipe.RecipeOption.Group;

/** How a run is computed. */
final class ExecutionGroup {
    static final Setting<String> DEVICE =
            of(
                            "device",
                            Forms.choice(List.of("auto", "cpu", "cuda")),
                            "Where the network is computed; auto takes a GPU where there is one.")
                    .standard("auto")
                    .reference("accelerator and devices");
    static final Setting<String> PRECISION =
            of(
                            "precision",
                            Forms.choice(List.of("FLOAT32", "BFLOAT16")),
                            "Numbers of matrix products and convolutions.")
                    .standard("FLOAT32")
                    .reference("default 32");
    static final Setting<String> MEMORY_LAYOUT =
            of(
                            "memory_layout",
                            Forms.choice(List.of("AUTO", "CHANNELS_LAST", "CONTIGUOUS")),
                            "How images lie in memory; AUTO is what was measured to be fastest for"
                                    + " the architecture.")
                    .standard("AUTO")
                    .reference("has none: CONTIGUOUS");
    static final Setting<Integer> THREADS =
            of("threads", Forms.integer(1, 1_024), "Threads of one operator.")
                    .standard(2)
                    .reference("has none: all processors");
    static final Setting<FeatureOrigin> FEATURE_SOURCE =
            of(
                            "feature_source",
                            Forms.constant(FeatureOrigin.class),
                            "Who computes features: feature-service over Kafka, or training-service"
                                    + " itself.")
                    .standard(FeatureOrigin.KAFKA)
                    .reference("has none: LOCAL");
    static final Setting<Integer> NUM_WORKERS =
            of(
                            "num_workers",
                            Forms.integer(1, 256),
                            "Threads that compute features when feature_source is LOCAL; of KAFKA"
                                    + " feature-service's replicas decide.")
                    .standard(1)
                    .reference("default 4 processes");

    static final List<Setting<?>> SETTINGS =
            List.of(DEVICE, PRECISION, MEMORY_LAYOUT, THREADS, FEATURE_SOURCE, NUM_WORKERS);

    private ExecutionGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.EXECUTION, name, form, help);
    }

    static Recipe.ExecutionOptions read(Values values) {
        FeatureOrigin source = values.get(FEATURE_SOURCE);
        if (source != FeatureOrigin.LOCAL) {
            values.unused("feature_source is not LOCAL", NUM_WORKERS);
        }
        return new Recipe.ExecutionOptions(
                values.get(DEVICE),
                values.get(PRECISION),
                values.get(MEMORY_LAYOUT),
                values.get(THREADS),
                source,
                values.get(NUM_WORKERS));
    }
}

package lumen.training.data.kafka;

import java.util.function.Consumer;
import lumen.recipe.Recipe;
import lumen.training.data.FeatureSource;
import lumen.training.data.LocalFeatureSource;

/** Opens the source of features that a recipe names. */
public final class FeatureSources {
    private FeatureSources() {}

    /**
     * The source of {@code feature_source}; the caller closes it.
     *
     * @param settings for features that come over Kafka
     * @param log takes lines for people
     */
    public static FeatureSource of(
            Recipe.ExecutionOptions execution, KafkaSettings settings, Consumer<String> log) {
        return switch (execution.featureSource()) {
            case LOCAL -> new LocalFeatureSource(execution.workers());
            case KAFKA -> new KafkaFeatureSource(settings, log);
        };
    }
}

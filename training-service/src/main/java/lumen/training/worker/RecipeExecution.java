package lumen.training.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lumen.contracts.training.TrainingRequest;
import lumen.recipe.FeatureOrigin;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.Recipe;
import lumen.training.data.CachedFeatureSource;
import lumen.training.data.FeatureCache;
import lumen.training.data.FeatureSource;
import lumen.training.data.kafka.FeatureSources;
import lumen.training.data.kafka.KafkaSettings;
import lumen.training.record.RunRecorder;
import lumen.training.run.RunEnvironment;
import lumen.training.run.RunListener;
import lumen.training.run.RunResult;
import lumen.training.run.RunSignals;
import lumen.training.run.TrainingRun;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Carries out the recipe that a request asks for, and keeps its records. */
@ApplicationScoped
public class RecipeExecution implements RunExecution {
    private static final String DEVICE = "device";
    private static final String FEATURE_SOURCE = "feature_source";

    private final WorkerConfiguration configuration;
    private final Map<String, Object> kafka;
    private final ModelFiles models;
    private final WorkerMetrics metrics;

    RecipeExecution(
            WorkerConfiguration configuration,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lumen.models.directory") Path models,
            @ConfigProperty(name = "lumen.models.new-directory") Path newModels,
            WorkerMetrics metrics) {
        this.metrics = metrics;
        this.configuration = configuration;
        this.kafka = kafka;
        this.models = new ModelFiles(List.of(models, newModels));
    }

    @Override
    public RunResult run(
            TrainingRequest request, Path folder, RunListener listener, RunSignals signals)
            throws Exception {
        Recipe recipe = recipe(request.options());
        WorkerConfiguration.Cache kept = configuration.cache();
        try (RunRecorder recorder = new RunRecorder(folder, recipe, InstantSource.system())) {
            RunListener all = Listeners.of(recorder, listener);
            FeatureCache cache =
                    new FeatureCache(kept.directory(), kept.maxBytes().asLongValue(), all::line);
            // A topic of its own for each attempt: an earlier one deletes its own.
            String name = request.runName() + "." + request.attempt();
            try (FeatureSource source =
                    new CachedFeatureSource(metrics.counting(source(recipe, name, all)), cache)) {
                RunEnvironment environment =
                        new RunEnvironment(
                                source,
                                models::find,
                                models::find,
                                configuration.samplesInFlight(),
                                configuration.heldBytes().asLongValue(),
                                configuration.saveEvery());
                RunResult result = new TrainingRun(recipe, folder, environment, all, signals).run();
                if (!(result instanceof RunResult.Released)) {
                    recorder.ended(!(result instanceof RunResult.Cancelled));
                }
                return result;
            }
        }
    }

    private FeatureSource source(Recipe recipe, String name, RunListener listener) {
        return FeatureSources.of(
                recipe.execution(),
                new KafkaSettings(
                        kafka, name, configuration.samplesInFlight(), KafkaSettings.PATIENCE),
                listener::line);
    }

    /** The recipe as it is carried out here: what it leaves open is this service's choice. */
    private Recipe recipe(ObjectNode asked) throws InvalidRecipeException {
        ObjectNode options = asked.deepCopy();
        if (options.path(DEVICE).asText("auto").equals("auto")) {
            options.put(DEVICE, configuration.device());
        }
        if (configuration.features() == FeatureOrigin.LOCAL) {
            options.put(FEATURE_SOURCE, FeatureOrigin.LOCAL.name());
        }
        return Recipe.of(options);
    }
}

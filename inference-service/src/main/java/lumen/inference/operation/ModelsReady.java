package lumen.inference.operation;

import jakarta.enterprise.context.ApplicationScoped;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.engine.OnnxRuntime;
import lumen.inference.scoring.ModelPool;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the first models are loaded and warmed up. A broken model does not make the service
 * unready: it is reported, and the others are served.
 */
@Readiness
@ApplicationScoped
public class ModelsReady implements HealthCheck {
    private final Models models;
    private final ModelPool pool;
    private final OnnxRuntime runtime;

    ModelsReady(Models models, ModelPool pool, OnnxRuntime runtime) {
        this.models = models;
        this.pool = pool;
        this.runtime = runtime;
    }

    @Override
    public HealthCheckResponse call() {
        long broken =
                pool.entries().values().stream()
                        .filter(ModelEntry.Broken.class::isInstance)
                        .count();
        return HealthCheckResponse.named("models")
                .status(models.preloaded())
                .withData("ready", pool.entries().size() - broken)
                .withData("broken", broken)
                .withData("device", runtime.device().name())
                .build();
    }
}

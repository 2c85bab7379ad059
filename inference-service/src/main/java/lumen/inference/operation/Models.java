package lumen.inference.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import lumen.inference.batching.BatchLimits;
import lumen.inference.catalogue.ModelDirectory;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.engine.EngineException;
import lumen.inference.engine.OnnxRuntime;
import lumen.inference.scoring.ModelPool;
import org.jboss.logging.Logger;

/** Makes the model pool, loads the first models, and keeps looking at the model directory. */
@ApplicationScoped
public class Models {
    private static final Logger LOG = Logger.getLogger(Models.class);

    private final ModelsConfiguration models;
    private final InferenceConfiguration inference;
    private volatile Thread watch;
    private volatile boolean preloaded;

    Models(ModelsConfiguration models, InferenceConfiguration inference) {
        this.models = models;
        this.inference = inference;
    }

    @Produces
    @Singleton
    OnnxRuntime runtime() throws EngineException {
        int threads = inference.threads().orElse(Runtime.getRuntime().availableProcessors());
        OnnxRuntime runtime;
        try {
            runtime =
                    OnnxRuntime.start(
                            inference.device(),
                            threads,
                            reason -> LOG.infof("using the processor reason=%s", reason));
        } catch (EngineException e) {
            LOG.fatalf(
                    "cannot start with lumen.inference.device=cuda: %s. Use auto or cpu, or install"
                            + " CUDA 12 and cuDNN 9 and build with -Pcuda.",
                    e.getMessage());
            throw e;
        }
        LOG.infof("ONNX Runtime started device=%s threads=%d", runtime.device(), threads);
        return runtime;
    }

    @Produces
    @Singleton
    ModelPool pool(OnnxRuntime runtime, MeterRegistry registry) {
        ModelPool pool =
                new ModelPool(
                        new ModelDirectory(models.directory(), models.newDirectory()),
                        entry -> runtime.open(entry.file()),
                        new BatchLimits(
                                inference.batch().maxWindows(), inference.batch().maxDelay()),
                        inference.maxLoadedModels(),
                        new ScoringMetrics(registry, runtime.device()));
        Gauge.builder("lumen.inference.models", pool, Models::usable)
                .description("Model files by state")
                .tag("state", "READY")
                .register(registry);
        Gauge.builder("lumen.inference.models", pool, all -> all.entries().size() - usable(all))
                .description("Model files by state")
                .tag("state", "BROKEN")
                .register(registry);
        return pool;
    }

    void close(@Disposes ModelPool pool) {
        pool.close();
    }

    void start(@Observes StartupEvent started, ModelPool pool) {
        watch = Thread.ofVirtual().name("model-watch").start(() -> watch(pool));
    }

    void stop(@Observes ShutdownEvent stopped) {
        watch.interrupt();
    }

    private void watch(ModelPool pool) {
        try {
            look(pool);
            preload(pool);
            preloaded = true;
            while (true) {
                Thread.sleep(models.rescan());
                look(pool);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The service stops.
        }
    }

    private static void look(ModelPool pool) throws InterruptedException {
        try {
            pool.rescan().get();
        } catch (ExecutionException e) {
            LOG.error("looking at the model directory failed, trying again", e.getCause());
        }
    }

    private void preload(ModelPool pool) throws InterruptedException {
        List<String> ids = new ArrayList<>(usableIds(pool));
        if (ids.isEmpty()) {
            LOG.warnf(
                    "no usable model yet directories=%s,%s",
                    models.directory(), models.newDirectory());
        }
        models.defaultModel()
                .ifPresent(
                        first -> {
                            if (ids.remove(first)) {
                                ids.addFirst(first);
                            } else {
                                LOG.errorf("the default model is not usable model=%s", first);
                            }
                        });
        for (String id : ids.subList(0, Math.min(inference.preloadedModels(), ids.size()))) {
            try {
                pool.load(id).get();
            } catch (ExecutionException e) {
                LOG.errorf(e.getCause(), "the model could not be loaded model=%s", id);
            }
        }
    }

    /** Whether the first models have been loaded and warmed up, or found unusable. */
    public boolean preloaded() {
        return preloaded;
    }

    /** The id of the model that is used when none is named, if there is any usable one. */
    public String defaultId(ModelPool pool) {
        return models.defaultModel()
                .orElseGet(() -> usableIds(pool).stream().findFirst().orElse(""));
    }

    private static List<String> usableIds(ModelPool pool) {
        return pool.entries().values().stream()
                .filter(ModelEntry.Usable.class::isInstance)
                .map(ModelEntry::id)
                .toList();
    }

    private static long usable(ModelPool pool) {
        return usableIds(pool).size();
    }
}

package lumen.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import lumen.model.file.Aggregation;
import lumen.testing.TestPlatform;

/**
 * What the gateway finds around it: a model directory with a good and a broken model, a data root,
 * an audio store, and workers. Its directory is put into fields of type {@link Path}.
 */
public final class GatewayEnvironment implements QuarkusTestResourceLifecycleManager {
    private Path directory;
    private FakeWorkers workers;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("lumen-gateway-").toRealPath();
            Files.createDirectories(directory.resolve("data"));
            Path models = Files.createDirectories(directory.resolve("models"));
            TestModels.write(models.resolve("tiny.onnx"), Aggregation.MAX);
            TestModels.write(models.resolve("trained/mean.onnx"), Aggregation.MEAN);
            Files.writeString(models.resolve("tiny.md"), "# Tiny\n\nKnows nothing.\n");
            Files.writeString(models.resolve("broken.onnx"), "this is no model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workers = new FakeWorkers(TestPlatform.get().bootstrapServers());
        return Map.ofEntries(
                Map.entry("lumen.models.directory", directory.resolve("models").toString()),
                Map.entry("lumen.models.rescan", "1s"),
                Map.entry("lumen.models.default", "tiny"),
                Map.entry("lumen.audio-store", directory.resolve("store").toString()),
                Map.entry("lumen.audio-store.retention", "5s"),
                Map.entry("lumen.housekeeping.every", "1s"),
                Map.entry("lumen.metrics.every", "1s"),
                Map.entry("lumen.data-roots", directory.resolve("data").toString()),
                Map.entry("lumen.uploads.max-files", "20"),
                Map.entry("lumen.jobs.max-items", "1200"),
                Map.entry("lumen.jobs.items-at-once", "100"),
                Map.entry("lumen.jobs.listing-poll", "1s"),
                Map.entry("lumen.jobs.max-queued-items", "1500"),
                Map.entry("lumen.reference.timeout", "60s"),
                Map.entry("lumen.training.runs-directory", directory.resolve("runs").toString()),
                Map.entry("lumen.training.max-log-lines", "100"),
                Map.entry("quarkus.http.limits.max-body-size", "1M"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                directory,
                new TestInjector.AnnotatedAndMatchesType(InjectDirectory.class, Path.class));
    }

    @Override
    public void stop() {
        workers.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
        return Map.of(
                "lumen.models.directory", directory.resolve("models").toString(),
                "lumen.models.rescan", "200ms",
                "lumen.models.default", "tiny",
                "lumen.audio-store", directory.resolve("store").toString(),
                "lumen.data-roots", directory.resolve("data").toString(),
                "lumen.uploads.max-files", "20",
                "lumen.jobs.max-items", "1200",
                "lumen.reference.timeout", "60s",
                "quarkus.http.limits.max-body-size", "1M");
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

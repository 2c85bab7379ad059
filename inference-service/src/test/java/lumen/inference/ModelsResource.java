package lumen.inference;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A model directory with a usable model, "mean", and a broken one, "broken". */
public final class ModelsResource implements QuarkusTestResourceLifecycleManager {
    /** The factor of the model "mean". */
    public static final double FACTOR = 2;

    private Path directory;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("lumen-models-");
            TestingModels.write(directory.resolve("mean.onnx"), FACTOR);
            Files.writeString(directory.resolve("broken.onnx"), "not a model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "lumen.models.directory", directory.toString(),
                "lumen.models.default", "mean",
                "lumen.models.rescan", "200ms",
                "lumen.inference.threads", "1");
    }

    @Override
    public void stop() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

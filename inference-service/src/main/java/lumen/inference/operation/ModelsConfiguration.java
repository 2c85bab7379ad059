package lumen.inference.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the models are. */
@ConfigMapping(prefix = "lumen.models")
public interface ModelsConfiguration {
    /** Searched, with everything below it, for {@code .onnx} files. */
    Path directory();

    /** Searched likewise, after the other one: where models that were made here are written. */
    Path newDirectory();

    /** How often the directories are looked at. */
    @WithDefault("5s")
    Duration rescan();

    /** The id of the model that most requests use, loaded first; the first by name if absent. */
    @WithName("default")
    Optional<String> defaultModel();
}

package lumen.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lumen.standalone.platform.NamedPlatform;

/**
 * How lumen is started.
 *
 * @param data the folder of all data
 * @param installation where the programs are
 * @param platform the broker and the database, if others than lumen's own
 * @param models the folder of model files
 * @param dataRoots folders whose files may be named in requests
 * @param port the gateway's HTTP port; another free one is taken when empty and 8090 is taken
 * @param temporary whether it runs for one command only and other commands must not rely on it
 * @param training whether models can be trained
 */
public record LumenOptions(
        DataFolder data,
        Installation installation,
        NamedPlatform platform,
        Path models,
        List<Path> dataRoots,
        OptionalInt port,
        boolean temporary,
        boolean training) {
    /** Checks the values and makes the paths absolute. */
    public LumenOptions {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(port, "port");
        models = models.toAbsolutePath().normalize();
        dataRoots = dataRoots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        for (Path root : dataRoots) {
            if (root.toString().contains(",")) {
                throw new IllegalArgumentException(
                        "a data root must have no comma in its path: " + root);
            }
        }
    }

    /** The same options with further data roots. */
    public LumenOptions withDataRoots(List<Path> more) {
        return new LumenOptions(
                data,
                installation,
                platform,
                models,
                Stream.concat(dataRoots.stream(), more.stream()).distinct().toList(),
                port,
                temporary,
                training);
    }

    /** The same options, and models can be trained. */
    public LumenOptions withTraining() {
        return new LumenOptions(
                data, installation, platform, models, dataRoots, port, temporary, true);
    }
}

package lumen.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that holds everything lumen keeps.
 *
 * @param root the folder, absolute
 */
public record DataFolder(Path root) {
    /** Makes the path absolute, so that child processes understand it too. */
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder used when none is named: {@code LUMEN_HOME}, else {@code lumen} below {@code
     * XDG_DATA_HOME}, else {@code ~/.local/share/lumen}.
     *
     * @param environment the environment variables
     */
    public static DataFolder usual(Map<String, String> environment) {
        String named = environment.getOrDefault("LUMEN_HOME", "");
        if (!named.isEmpty()) {
            return new DataFolder(Path.of(named));
        }
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base =
                shared.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(shared);
        return new DataFolder(base.resolve("lumen"));
    }

    /** What services say, and lumen itself. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Files that only save time: they may be deleted while lumen does not run. */
    public Path cache() {
        return root.resolve("cache");
    }

    /** Uploads. */
    public Path audio() {
        return root.resolve("audio");
    }

    /** Models that were trained or made here; searched beside the folder of bundled models. */
    public Path models() {
        return root.resolve("models");
    }

    /** A folder for each training run. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** Empty whenever lumen starts. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** Tells other processes where the running lumen answers. */
    Path stateFile() {
        return root.resolve("lumen.json");
    }

    /** Makes the folders and empties the one for temporary files. */
    void prepare() throws IOException {
        deleteAll(temporary());
        for (Path folder : List.of(logs(), cache(), audio(), models(), runs(), temporary())) {
            Files.createDirectories(folder);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

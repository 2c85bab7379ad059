package lumen.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds files that must not be in two datasets, one for training and one for testing. */
public final class LeakCheck {
    /** What must not be in both. */
    public enum Kind {
        /** The same file, symbolic links followed. */
        PATH,
        /** Pieces of the same song, by {@link AudioFile#song}. */
        SONG
    }

    /**
     * Files of two datasets that belong together.
     *
     * @param what their real path, or their song
     * @param first a file of the first dataset
     * @param second a file of the second dataset
     */
    public record Leak(String what, Path first, Path second) {}

    private LeakCheck() {}

    /**
     * The leaks, one for each path or song, in the order of the second dataset.
     *
     * @throws IOException when a file's real path cannot be found
     */
    public static List<Leak> leaks(Dataset first, Dataset second, Kind kind) throws IOException {
        Map<String, Path> seen = new HashMap<>();
        for (AudioFile file : first.files()) {
            seen.putIfAbsent(key(file, kind), file.path());
        }
        List<Leak> leaks = new ArrayList<>();
        for (AudioFile file : second.files()) {
            String key = key(file, kind);
            // Each is told once.
            Path other = seen.remove(key);
            if (other != null) {
                leaks.add(new Leak(key, other, file.path()));
            }
        }
        return leaks;
    }

    private static String key(AudioFile file, Kind kind) throws IOException {
        return switch (kind) {
            case PATH -> file.path().toRealPath().toString();
            case SONG -> file.song();
        };
    }
}

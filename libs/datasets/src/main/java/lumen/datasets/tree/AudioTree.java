package lumen.datasets.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * The audio files below a directory: depth first, in the order of their names' bytes. Symbolic
 * links are followed, hidden files and directories (with a dot before their name) are passed over.
 * At most 10,000 names for each level of directories are in memory.
 */
public final class AudioTree {
    /** Extensions of files that are taken for audio, in lower case. */
    public static final Set<String> EXTENSIONS =
            Set.of("wav", "mp3", "ogg", "flac", "m4a", "opus", "webm", "aiff", "aif", "aac");

    private record Level(Path real, DirectoryEntries entries) {}

    private final Deque<Level> levels = new ArrayDeque<>();

    /** A directory that cannot be listed; the walk goes on after it. */
    public static final class UnreadableDirectoryException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Path directory;

        UnreadableDirectoryException(Path directory, IOException cause) {
            super("the directory cannot be read: " + cause.getMessage(), cause);
            this.directory = directory;
        }

        /** The directory. */
        public Path directory() {
            return directory;
        }
    }

    /**
     * The files below a directory.
     *
     * @throws UnreadableDirectoryException when there is no such directory
     */
    public AudioTree(Path root) throws UnreadableDirectoryException {
        enter(root);
    }

    /** Whether a file's extension is one of audio, in upper or lower case. */
    public static boolean isAudio(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * The next file, or null after the last.
     *
     * @throws UnreadableDirectoryException when a directory is left out; the next call goes on
     */
    public Path next() throws UnreadableDirectoryException {
        while (!levels.isEmpty()) {
            Path entry = nextEntry();
            if (entry == null) {
                levels.pop();
            } else if (!entry.getFileName().toString().startsWith(".")) {
                if (Files.isDirectory(entry)) {
                    enter(entry);
                } else if (isAudio(entry) && Files.isRegularFile(entry)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private Path nextEntry() throws UnreadableDirectoryException {
        Level level = levels.element();
        try {
            return level.entries().next();
        } catch (IOException e) {
            levels.pop();
            throw new UnreadableDirectoryException(level.real(), e);
        }
    }

    private void enter(Path directory) throws UnreadableDirectoryException {
        try {
            Path real = directory.toRealPath();
            // A link to a directory above would never end.
            if (levels.stream().noneMatch(level -> level.real().equals(real))) {
                levels.push(new Level(real, new DirectoryEntries(directory)));
            }
        } catch (IOException e) {
            throw new UnreadableDirectoryException(directory, e);
        }
    }
}

package lumen.cli.selection;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lumen.contracts.error.ErrorCode;

/**
 * Finds the files that a command line means.
 *
 * <p>A named file is taken whatever it is called. A named directory is searched, with everything
 * below it, for files with an audio extension in upper or lower case; hidden files and directories
 * are passed over, symbolic links are followed. What the user named comes in the order in which it
 * was named, the files of a directory in the order of their paths. A file is taken once.
 */
public final class AudioSelection {
    /** The extensions that a directory is searched for. */
    public static final List<String> EXTENSIONS =
            List.of("wav", "mp3", "ogg", "flac", "m4a", "opus", "webm", "aiff", "aif", "aac");

    private AudioSelection() {}

    /**
     * Finds the files.
     *
     * @throws SelectionException if something named is not there, or a directory has no audio
     */
    public static List<AudioFile> of(List<Path> named) throws SelectionException {
        List<AudioFile> files = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Path path : named) {
            List<AudioFile> found = Files.isDirectory(path) ? below(path) : List.of(file(path));
            for (AudioFile file : found) {
                if (taken.add(file.path().toAbsolutePath().normalize())) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static AudioFile file(Path path) throws SelectionException {
        if (!Files.isRegularFile(path)) {
            throw new SelectionException(
                    (Files.exists(path) ? "This is not a file: " : "There is no file ") + path,
                    "Name audio files, or directories that contain some.");
        }
        try {
            return new AudioFile(path, path.toString(), Files.size(path));
        } catch (IOException exception) {
            throw new SelectionException(
                    "The file " + path + " cannot be read",
                    "Check that you may read it.",
                    exception);
        }
    }

    private static List<AudioFile> below(Path directory) throws SelectionException {
        Search search = new Search(directory);
        try {
            Files.walkFileTree(
                    directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, search);
        } catch (IOException exception) {
            throw new SelectionException(
                    "The directory " + directory + " cannot be searched: " + exception.getMessage(),
                    "Check that you may read it and everything below it.",
                    exception);
        }
        if (search.found.isEmpty()) {
            throw new SelectionException(
                    ErrorCode.DIRECTORY_WITHOUT_AUDIO.title() + ": " + directory,
                    "Name a directory that contains " + String.join(", ", EXTENSIONS) + " files.");
        }
        search.found.sort(Comparator.comparing(AudioFile::path));
        return search.found;
    }

    private static boolean hasAudioExtension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final Path top;
        private final List<AudioFile> found = new ArrayList<>();

        Search(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(top) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && hasAudioExtension(file)) {
                found.add(new AudioFile(file, file.toString(), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException exception)
                throws IOException {
            // A link that leads back up adds no files; what cannot be read must be told.
            if (exception instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw exception;
        }

        private static boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }
    }
}

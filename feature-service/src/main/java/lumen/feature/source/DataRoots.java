package lumen.feature.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;

/**
 * The folders whose files may be read. The gateway has already checked every path; this service
 * checks again, because whoever can write to its topic must not thereby read any file of the
 * machine.
 *
 * @param folders the roots; one that does not exist holds no file
 */
public record DataRoots(List<Path> folders) {
    public DataRoots {
        folders = List.copyOf(folders);
    }

    /**
     * Finds the regular file that a URI names, all symbolic links followed.
     *
     * @param uri a {@code file:} URI
     * @return the file's real path, below one of the roots
     * @throws LumenException with {@link ErrorCode#PATH_OUTSIDE_ROOTS} when it is not below a root,
     *     whether or not it exists, {@link ErrorCode#AUDIO_NOT_FOUND} when it does not exist,
     *     {@link ErrorCode#AUDIO_UNREADABLE} when it is no regular file or may not be read
     */
    public Path locate(URI uri) {
        Path path = pathOf(uri);
        try {
            Path real = path.toRealPath();
            requireInside(real, path);
            if (!Files.isRegularFile(real)) {
                throw new LumenException(
                        ErrorCode.AUDIO_UNREADABLE, path.getFileName() + " is not a regular file.");
            }
            return real;
        } catch (NoSuchFileException | NotDirectoryException e) {
            requireInside(nearestExisting(path), path);
            throw new LumenException(
                    ErrorCode.AUDIO_NOT_FOUND, path.getFileName() + " does not exist.", e);
        } catch (FileSystemException e) {
            requireInside(path.toAbsolutePath().normalize(), path);
            throw new LumenException(
                    ErrorCode.AUDIO_UNREADABLE,
                    path.getFileName() + " cannot be opened by the service.",
                    e);
        } catch (IOException e) {
            throw new LumenException(
                    ErrorCode.AUDIO_UNREADABLE,
                    path.getFileName() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Finds a folder below one of the roots, all symbolic links followed.
     *
     * @param path its absolute path
     * @throws IllegalArgumentException when it is no folder below a root
     */
    public Path locateFolder(String path) {
        try {
            Path real = Path.of(path).toRealPath();
            requireInside(real, real);
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException | LumenException e) {
            throw new IllegalArgumentException(path + " is no folder below a data root", e);
        }
        throw new IllegalArgumentException(path + " is no folder");
    }

    private static Path pathOf(URI uri) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new LumenException(
                    ErrorCode.PATH_OUTSIDE_ROOTS, uri + " is not the path of a local file.", e);
        }
    }

    private void requireInside(Path real, Path asked) {
        for (Path folder : folders) {
            if (real.startsWith(realOrAbsolute(folder))) {
                return;
            }
        }
        throw new LumenException(
                ErrorCode.PATH_OUTSIDE_ROOTS, asked + " is not below a data root.");
    }

    /** A file that does not exist must not be told from one outside: its folder decides. */
    private static Path nearestExisting(Path path) {
        for (Path folder = path.toAbsolutePath().normalize();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder)) {
                return realOrAbsolute(folder);
            }
        }
        return path.getRoot();
    }

    static Path realOrAbsolute(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // A root that does not exist yet: no existing file can be below it.
            return path.toAbsolutePath().normalize();
        }
    }
}

package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The directories whose files may be named in requests. Whether a file lies in one of them is asked
 * of its real path, that is, after all symbolic links were followed.
 */
@ApplicationScoped
public class DataRoots {
    private final List<Path> roots;

    /**
     * @param roots directories; no files on the server may be named if there are none
     */
    public DataRoots(@ConfigProperty(name = "lumen.data-roots") Optional<List<Path>> roots) {
        this.roots =
                roots.orElse(List.of()).stream()
                        .map(root -> root.toAbsolutePath().normalize())
                        .toList();
    }

    /**
     * Finds a file or directory that was named in a request. A relative path is looked for in each
     * root in turn.
     *
     * @return its real path
     * @throws LumenException PATH_OUTSIDE_ROOTS, AUDIO_NOT_FOUND, REQUEST_INVALID
     */
    public Path resolve(String requested) {
        Path path = parse(requested);
        if (path.isAbsolute()) {
            return within(path, requested);
        }
        for (Path root : roots) {
            if (Files.exists(root.resolve(path))) {
                return within(root.resolve(path), requested);
            }
        }
        if (roots.stream().noneMatch(root -> root.resolve(path).normalize().startsWith(root))) {
            throw outside(requested);
        }
        throw notFound(requested);
    }

    /**
     * Finds a file beside which others were named.
     *
     * @param directory the real path that a relative path starts from
     * @throws LumenException as {@link #resolve(String)}
     */
    public Path resolve(Path directory, String requested) {
        return within(directory.resolve(parse(requested)), requested);
    }

    /** Whether the real path lies in a root. */
    public boolean contain(Path real) {
        return roots.stream().anyMatch(root -> contains(root, real));
    }

    private Path within(Path path, String requested) {
        try {
            Path real = path.toRealPath();
            if (!contain(real)) {
                throw outside(requested);
            }
            return real;
        } catch (IOException e) {
            // Nothing is told about what exists outside the roots.
            throw contain(nearestReal(path)) ? notFound(requested) : outside(requested);
        }
    }

    /** The real path of a path of which only the beginning exists. */
    private static Path nearestReal(Path path) {
        Path rest = path.normalize();
        for (Path existing = rest; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing)) {
                try {
                    return existing.toRealPath().resolve(existing.relativize(rest));
                } catch (IOException e) {
                    return rest;
                }
            }
        }
        return rest;
    }

    private static boolean contains(Path root, Path real) {
        try {
            return real.startsWith(root.toRealPath());
        } catch (IOException e) {
            // A root that does not exist (yet) holds nothing, but a name below it may be told so.
            return real.startsWith(root);
        }
    }

    private static Path parse(String requested) {
        if (requested == null || requested.isBlank()) {
            throw new LumenException(ErrorCode.REQUEST_INVALID, "A path is empty.");
        }
        try {
            return Path.of(requested);
        } catch (InvalidPathException e) {
            throw new LumenException(ErrorCode.REQUEST_INVALID, "A path is not valid.", e);
        }
    }

    private static LumenException outside(String requested) {
        return new LumenException(
                ErrorCode.PATH_OUTSIDE_ROOTS, requested + " is outside the data roots.");
    }

    private static LumenException notFound(String requested) {
        return new LumenException(ErrorCode.AUDIO_NOT_FOUND, requested + " not found.");
    }
}

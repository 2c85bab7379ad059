package lumen.feature.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Which files may be decoded inside the service.
 *
 * @param isolation what the operator wants
 * @param trustedRoots folders of the operator's own files; the audio store is never one of them
 * @param audioStore where uploads are
 */
public record Trust(Isolation isolation, List<Path> trustedRoots, Path audioStore) {
    public Trust {
        Objects.requireNonNull(isolation, "isolation");
        Objects.requireNonNull(audioStore, "audioStore");
        trustedRoots = List.copyOf(trustedRoots);
    }

    /**
     * Whether a file may be decoded inside the service.
     *
     * @param file its real path
     */
    public boolean includes(Path file) {
        return switch (isolation) {
            case NEVER -> true;
            case ALWAYS -> false;
            case UPLOADS -> !isBelow(audioStore, file) && isBelowTrustedRoot(file);
        };
    }

    private boolean isBelowTrustedRoot(Path file) {
        return trustedRoots.stream().anyMatch(root -> isBelow(root, file));
    }

    private static boolean isBelow(Path folder, Path file) {
        return file.startsWith(DataRoots.realOrAbsolute(folder));
    }
}

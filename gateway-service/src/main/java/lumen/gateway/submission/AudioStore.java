package lumen.gateway.submission;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where uploads lie until their job is done: a directory for each job, a file for each item, named
 * by number. What a client called a file is never used as a path.
 */
@ApplicationScoped
public class AudioStore {
    private final Path directory;
    private final Path incoming;

    AudioStore(
            @ConfigProperty(name = "lumen.audio-store") Path directory,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path incoming) {
        this.directory = directory.toAbsolutePath().normalize();
        this.incoming = incoming;
    }

    void start(@Observes StartupEvent event) throws IOException {
        Files.createDirectories(directory);
        Files.createDirectories(incoming);
    }

    /**
     * Takes an uploaded file over.
     *
     * @param job the job it belongs to
     * @param index its place in the job
     * @param upload the file as it was received; it is moved
     * @return where it lies now
     */
    public Path keep(UUID job, int index, Path upload) {
        Path kept = directory.resolve(job.toString()).resolve(Integer.toString(index));
        try {
            Files.createDirectories(kept.getParent());
            Files.move(upload, kept);
            // feature-service may run as another user of the same group.
            PosixFileAttributeView view =
                    Files.getFileAttributeView(kept, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be stored", e);
        }
    }

    /**
     * Keeps an upload of an earlier job for another one as well.
     *
     * @param kept where it lies for the earlier job; it stays there
     * @return where it lies for the other job
     */
    Path share(UUID job, int index, Path kept) {
        Path shared = directory.resolve(job.toString()).resolve(Integer.toString(index));
        try {
            Files.createDirectories(shared.getParent());
            try {
                return Files.createLink(shared, kept);
            } catch (UnsupportedOperationException e) {
                // A volume without hard links.
                return Files.copy(kept, shared, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be kept", e);
        }
    }

    /** Whether a file, by its real path, is an upload of this job. */
    public boolean holds(UUID job, Path real) {
        try {
            return real.startsWith(directory.toRealPath().resolve(job.toString()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the uploads of a job, if there are any. */
    public void delete(UUID job) {
        Path files = directory.resolve(job.toString());
        if (!Files.isDirectory(files)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(files)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("uploads cannot be deleted", e);
        }
    }

    /** The jobs that have a directory here, and when each was made. */
    List<Path> jobDirectories() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> !path.equals(incoming))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the audio store cannot be read", e);
        }
    }
}

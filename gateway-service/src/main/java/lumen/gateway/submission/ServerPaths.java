package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;

/** Finds the audio that paths on the server mean: files, directories and .csv lists. */
@ApplicationScoped
public class ServerPaths {
    /** What a path on the server may be. */
    public enum Accept {
        FILES_DIRECTORIES_AND_LISTS,
        DIRECTORIES_AND_LISTS
    }

    private record Named(String name, Path real) {
        boolean isList() {
            return real.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        }
    }

    private final DataRoots roots;

    ServerPaths(DataRoots roots) {
        this.roots = roots;
    }

    /**
     * The audio that the paths mean, in their order, found as the stream is read. That each path
     * exists and may be read is checked at once. Close the stream.
     *
     * @throws LumenException NOTHING_TO_DO, PATH_OUTSIDE_ROOTS, AUDIO_NOT_FOUND,
     *     PATH_NOT_SEARCHABLE, at once or while the stream is read also DIRECTORY_WITHOUT_AUDIO,
     *     LIST_INVALID
     */
    public Stream<AudioSource> find(List<String> paths, Accept accept) {
        if (paths == null || paths.isEmpty()) {
            throw new LumenException(ErrorCode.NOTHING_TO_DO, "The request names no path.");
        }
        List<Named> found = new ArrayList<>();
        for (String path : paths) {
            Named named = new Named(path, roots.resolve(path));
            if (accept == Accept.DIRECTORIES_AND_LISTS
                    && !Files.isDirectory(named.real())
                    && !named.isList()) {
                throw new LumenException(
                        ErrorCode.PATH_NOT_SEARCHABLE,
                        "Path that's not a directory has to be a .csv file");
            }
            found.add(named);
        }
        return found.stream().flatMap(this::sources);
    }

    private Stream<AudioSource> sources(Named named) {
        if (Files.isDirectory(named.real())) {
            return stream(new AudioDirectory(named.name(), named.real(), roots));
        }
        if (named.isList()) {
            AudioList list = new AudioList(named.name(), named.real(), roots);
            return stream(list).onClose(list::close);
        }
        return Stream.of(new AudioSource.Found(named.name(), named.real()));
    }

    static Stream<AudioSource> stream(Iterator<AudioSource> sources) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        sources, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }
}

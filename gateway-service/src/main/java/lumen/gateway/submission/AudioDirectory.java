package lumen.gateway.submission;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;

/**
 * The audio files of a directory and of those below it, in the order of their names. Only the names
 * of one directory on the way down are in memory. Symbolic links to files are followed as far as
 * the data roots go; those to directories are not.
 */
final class AudioDirectory implements Iterator<AudioSource> {
    private final String name;
    private final Path top;
    private final DataRoots roots;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private AudioSource next;

    /**
     * @param name the directory as it was named
     * @param directory its real path
     * @throws LumenException DIRECTORY_WITHOUT_AUDIO
     */
    AudioDirectory(String name, Path directory, DataRoots roots) {
        this.name = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        this.top = directory;
        this.roots = roots;
        waiting.push(directory);
        advance();
        if (next == null) {
            throw new LumenException(
                    ErrorCode.DIRECTORY_WITHOUT_AUDIO,
                    "Directory %s has no audio files. Supported audio extensions are %s."
                            .formatted(name, AudioSource.EXTENSIONS.stream().sorted().toList()));
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public AudioSource next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        AudioSource current = next;
        advance();
        return current;
    }

    private void advance() {
        next = null;
        while (next == null && !waiting.isEmpty()) {
            Path path = waiting.pop();
            if (Files.isSymbolicLink(path)) {
                next = hasAudioExtension(path) ? linked(path) : null;
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                open(path);
            } else if (hasAudioExtension(path)) {
                next = new AudioSource.Found(nameOf(path), path);
            }
        }
    }

    private void open(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            listing.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            next =
                    AudioSource.Refused.of(
                            nameOf(directory),
                            ErrorCode.AUDIO_UNREADABLE,
                            "The directory cannot be read.");
            return;
        }
        entries.sort(Collections.reverseOrder());
        entries.forEach(waiting::push);
    }

    private AudioSource linked(Path link) {
        String linkName = nameOf(link);
        try {
            Path real = link.toRealPath();
            if (!roots.contain(real)) {
                return AudioSource.Refused.of(
                        linkName,
                        ErrorCode.PATH_OUTSIDE_ROOTS,
                        "The symbolic link leads outside the data roots.");
            }
            return Files.isDirectory(real) ? null : new AudioSource.Found(linkName, real);
        } catch (IOException e) {
            return AudioSource.Refused.of(
                    linkName, ErrorCode.AUDIO_NOT_FOUND, "The symbolic link leads nowhere.");
        }
    }

    private String nameOf(Path path) {
        String below = top.relativize(path).toString();
        return below.isEmpty() ? name : name + "/" + below;
    }

    private static boolean hasAudioExtension(Path path) {
        String file = path.getFileName().toString();
        return AudioSource.EXTENSIONS.contains(
                file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}

package lumen.audio.augmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;

/**
 * The wav files in and below a folder, in an order that is the same on every machine: by the names
 * of their paths from the folder.
 */
public final class NoiseFolder {
    private final List<Path> files;

    private NoiseFolder(List<Path> files) {
        this.files = files;
    }

    /**
     * Lists a folder.
     *
     * @throws IllegalArgumentException if it cannot be listed or holds no wav file
     */
    public static NoiseFolder of(Path folder) {
        List<Path> files;
        try {
            files = list(folder.toRealPath());
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "augmentations: path_background_noise: the folder %s cannot be read"
                            .formatted(folder),
                    e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(
                    "augmentations: path_background_noise: there is no wav file in %s"
                            .formatted(folder));
        }
        return new NoiseFolder(files);
    }

    private static List<Path> list(Path folder) throws IOException {
        Comparator<Path> byName =
                Comparator.comparing(file -> folder.relativize(file).toString().replace('\\', '/'));
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(NoiseFolder::isWav).sorted(byName).toList();
        }
    }

    private static boolean isWav(Path file) {
        // Links are not followed: they could lead out of the folders that may be read.
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    /** How many files there are, at least 1. */
    int size() {
        return files.size();
    }

    /**
     * Decodes a file.
     *
     * @throws UncheckedIOException if it cannot be decoded; the message names it
     */
    float[] samples(int index, int samplingRate) {
        Path file = files.get(index);
        try {
            return AudioDecoder.decodeAll(
                    AudioSource.of(file), samplingRate, DecodingLimits.defaults());
        } catch (AudioException e) {
            throw new UncheckedIOException(
                    new IOException("noise of %s: %s".formatted(file, e.getMessage()), e));
        }
    }
}

package lumen.datasets;

import java.nio.file.Path;

/**
 * A place in a dataset that a person can look up.
 *
 * @param file the file
 * @param line the line in it, from 1; 0 stands for the file as a whole
 */
public record Place(Path file, long line) {
    /** The file as a whole. */
    public static Place of(Path file) {
        return new Place(file, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file.toString() : "%s, line %d".formatted(file, line);
    }
}

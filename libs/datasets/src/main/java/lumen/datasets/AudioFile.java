package lumen.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An audio file of a dataset.
 *
 * @param path where it is
 * @param name how the dataset calls it: its path in a tree, the text in a table
 * @param labels what is heard in it, in the label set's order; empty in a dataset without labels
 * @param place where the dataset tells of it: the row of a table, else the file itself
 */
public record AudioFile(Path path, String name, List<String> labels, Place place) {
    private static final Pattern PART = Pattern.compile("-\\d+$");
    private static final Pattern PIECE = Pattern.compile("__\\d$");

    public AudioFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(place, "place");
        labels = List.copyOf(labels);
    }

    /** A file that is told of by itself. */
    public AudioFile(Path path, List<String> labels) {
        this(path, path.toString(), labels, Place.of(path));
    }

    /** The same file with other labels. */
    public AudioFile withLabels(List<String> others) {
        return new AudioFile(path, name, others, place);
    }

    /**
     * The recording that the file was cut from: its name without the extension and without the
     * number of its part ({@code Title-3.wav}) or piece ({@code [cel]0058__1.wav}). Files of one
     * song must not be split between training and testing.
     */
    public String song() {
        String file = path.getFileName().toString();
        int dot = file.lastIndexOf('.');
        String stem = dot < 0 ? file : file.substring(0, dot);
        String piece = PIECE.matcher(stem).replaceFirst("");
        return piece.equals(stem) ? PART.matcher(stem).replaceFirst("") : piece;
    }
}

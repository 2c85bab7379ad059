package lumen.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An audio file of a dataset.
 *
 * @param path where it is
 * @param labels what is heard in it, in the label set's order; empty in a dataset without labels
 */
public record AudioFile(Path path, List<String> labels) {
    private static final Pattern PART = Pattern.compile("-\\d+$");
    private static final Pattern PIECE = Pattern.compile("__\\d$");

    public AudioFile {
        labels = List.copyOf(labels);
    }

    /**
     * The recording that the file was cut from: its name without the extension and without the
     * number of its part ({@code Title-3.wav}) or piece ({@code [cel]0058__1.wav}). Files of one
     * song must not be split between training and testing.
     */
    public String song() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String piece = PIECE.matcher(stem).replaceFirst("");
        return piece.equals(stem) ? PART.matcher(stem).replaceFirst("") : piece;
    }
}

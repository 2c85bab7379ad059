package lumen.datasets;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Names a dataset: {@code TYPE:PATH}, for example {@code irmastest:data/irmas/test}.
 *
 * @param type how the dataset is laid out
 * @param path its directory or file
 */
public record DatasetPath(DatasetType type, Path path) {
    public DatasetPath {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(path, "path");
    }

    /**
     * Parses {@code TYPE:PATH}; a bare path is a dataset without labels. The path may contain
     * colons.
     *
     * @throws DatasetException when the type is unknown
     */
    public static DatasetPath parse(String text) throws DatasetException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new DatasetPath(DatasetType.INFERENCE, Path.of(text));
        }
        return new DatasetPath(
                DatasetType.of(text.substring(0, colon)), Path.of(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return type.value() + ":" + path;
    }
}

package lumen.datasets;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a dataset is laid out on disk. */
public enum DatasetType {
    /** A tree of audio files; a file's label is the name of its directory. */
    IRMAS_TRAIN("irmastrain"),
    /** A tree of audio files, each with a {@code .txt} file that holds a label in each line. */
    IRMAS_TEST("irmastest"),
    /** A table with a column {@code file} and a column of 0 and 1 for each label. */
    CSV("csv"),
    /** Audio without labels: a tree, or a table with a column {@code file}. */
    INFERENCE("inference"),
    /**
     * OpenMIC-2018: its directory, or the table of aggregated labels in it beside the directory of
     * its audio.
     */
    OPENMIC("openmic");

    private final String value;

    DatasetType(String value) {
        this.value = value;
    }

    /** The type's name in {@code TYPE:PATH}. */
    public String value() {
        return value;
    }

    /** Whether the files of such a dataset have labels. */
    public boolean labelled() {
        return this != INFERENCE;
    }

    /**
     * Finds a type by its name.
     *
     * @throws DatasetException when there is no such type
     */
    public static DatasetType of(String value) throws DatasetException {
        for (DatasetType type : values()) {
            if (type.value.equals(value)) {
                return type;
            }
        }
        throw new DatasetException(
                "'%s' is not a dataset type; the types are %s"
                        .formatted(
                                value,
                                Arrays.stream(values())
                                        .map(DatasetType::value)
                                        .collect(Collectors.joining(", "))));
    }
}

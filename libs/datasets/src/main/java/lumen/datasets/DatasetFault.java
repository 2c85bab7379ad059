package lumen.datasets;

import java.util.Objects;

/**
 * Something that is wrong with one file or row of a dataset, which can be left out.
 *
 * @param kind what it is
 * @param place where it is
 * @param detail what is wrong there, in words
 */
public record DatasetFault(Kind kind, Place place, String detail) {
    /** What may be wrong. */
    public enum Kind {
        /** A directory, label file or audio file cannot be read. */
        UNREADABLE,
        /** An audio file of a labelled dataset has no label file. */
        MISSING_LABELS,
        /** A label that the label set does not have. */
        UNKNOWN_LABEL,
        /**
         * A row of a table has too few or too many cells, or a cell with something else than a
         * number.
         */
        INVALID_ROW,
        /** A row names a file that is not there. */
        MISSING_FILE,
        /** The same audio was there before. */
        DUPLICATE
    }

    public DatasetFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(detail, "detail");
    }

    /** Place and detail, for people. */
    public String message() {
        return place + ": " + detail;
    }
}

package lumen.datasets;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.table.TableReader;
import lumen.datasets.table.TableReader.Row;

/**
 * The files that a table names in its column {@code file}, with a column of 0 and 1 for each label.
 */
final class TableSource implements FileSource {
    static final String FILE_COLUMN = "file";

    private final Path table;
    private final LabelSet labelSet;
    private final FaultSink faults;
    private final TableReader rows;
    private final int fileColumn;
    private final int[] labelColumns;

    TableSource(DatasetPath dataset, LabelSet labelSet, FaultSink faults) throws DatasetException {
        this.table = dataset.path();
        this.labelSet = labelSet;
        this.faults = faults;
        this.rows = TableReader.open(table);
        try {
            fileColumn = required(FILE_COLUMN);
            labelColumns = new int[dataset.type().labelled() ? labelSet.size() : 0];
            for (int label = 0; label < labelColumns.length; label++) {
                labelColumns[label] = required(labelSet.codes().get(label));
            }
        } catch (DatasetException e) {
            rows.close();
            throw e;
        }
    }

    private int required(String column) throws DatasetException {
        int place = rows.column(column);
        if (place < 0) {
            throw new DatasetException(
                    "%s, line 1: the header has no column '%s'".formatted(table, column));
        }
        return place;
    }

    @Override
    public AudioFile next() throws DatasetException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            AudioFile file = read(row);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    /** The file of a row, or null after a fault. */
    private AudioFile read(Row row) throws DatasetException {
        Place place = new Place(table, row.line());
        List<String> cells = row.cells();
        if (cells.size() != rows.header().size()) {
            report(
                    Kind.INVALID_ROW,
                    place,
                    "the row has %d cells, the header has %d"
                            .formatted(cells.size(), rows.header().size()));
            return null;
        }
        List<String> labels = labels(cells, place);
        Path path = labels == null ? null : resolve(cells.get(fileColumn).strip(), place);
        return path == null
                ? null
                : new AudioFile(path, cells.get(fileColumn).strip(), labels, place);
    }

    private List<String> labels(List<String> cells, Place place) throws DatasetException {
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < labelColumns.length; label++) {
            String cell = cells.get(labelColumns[label]).strip();
            switch (cell) {
                case "1", "1.0" -> labels.add(labelSet.codes().get(label));
                case "0", "0.0", "" -> {}
                default -> {
                    report(
                            Kind.INVALID_ROW,
                            place,
                            "column '%s' holds '%s', not 0 or 1"
                                    .formatted(labelSet.codes().get(label), cell));
                    return null;
                }
            }
        }
        return labels;
    }

    /** A relative path is looked for beside the table first, then in the working directory. */
    private Path resolve(String text, Place place) throws DatasetException {
        try {
            Path path = Path.of(text);
            Path beside = table.toAbsolutePath().resolveSibling(path);
            Path found = Files.exists(beside) ? beside : path.toAbsolutePath();
            if (!text.isEmpty() && Files.isRegularFile(found)) {
                return found;
            }
            report(Kind.MISSING_FILE, place, "there is no file '%s'".formatted(text));
        } catch (InvalidPathException e) {
            report(Kind.INVALID_ROW, place, "'%s' is not a path".formatted(text));
        }
        return null;
    }

    private void report(Kind kind, Place place, String detail) throws DatasetException {
        faults.report(new DatasetFault(kind, place, detail));
    }

    @Override
    public void close() throws DatasetException {
        rows.close();
    }
}

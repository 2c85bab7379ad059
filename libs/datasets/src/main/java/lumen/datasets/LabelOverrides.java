package lumen.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lumen.datasets.table.TableReader;
import lumen.datasets.table.TableReader.Row;

/**
 * Labels that replace those of a dataset's files, from tables with a column {@code filename} and
 * any of the labels' columns: what is not 0 or empty is there. A row holds for the file whose name
 * or path is its {@code filename}; of several rows for a file the last one holds.
 */
public final class LabelOverrides {
    private static final String KEY = "filename";

    private final Map<String, List<String>> labelsByName;

    private LabelOverrides(Map<String, List<String>> labelsByName) {
        this.labelsByName = labelsByName;
    }

    /**
     * Reads the tables.
     *
     * @throws DatasetException when one is missing, or has no file names or no labels
     */
    public static LabelOverrides read(List<Path> tables, LabelSet labelSet)
            throws DatasetException {
        Map<String, List<String>> labels = new HashMap<>();
        for (Path table : tables) {
            read(table, labelSet, labels);
        }
        return new LabelOverrides(labels);
    }

    private static void read(Path table, LabelSet labelSet, Map<String, List<String>> labels)
            throws DatasetException {
        try (TableReader rows = TableReader.open(table)) {
            int key = rows.column(KEY);
            if (key < 0 || rows.header().stream().noneMatch(labelSet.codes()::contains)) {
                throw new DatasetException(
                        "%s, line 1: the header needs a column 'filename' and one of a label"
                                .formatted(table));
            }
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row.cells().size() != rows.header().size()) {
                    throw new DatasetException(
                            "%s: the row has %d cells, the header has %d"
                                    .formatted(
                                            new Place(table, row.line()),
                                            row.cells().size(),
                                            rows.header().size()));
                }
                labels.put(row.cells().get(key), labels(rows.header(), row, labelSet, table));
            }
        }
    }

    private static List<String> labels(List<String> header, Row row, LabelSet labelSet, Path table)
            throws DatasetException {
        boolean[] there = new boolean[labelSet.size()];
        for (int column = 0; column < header.size(); column++) {
            OptionalInt label = labelSet.indexOf(header.get(column));
            String cell = row.cells().get(column).strip();
            if (label.isPresent() && !cell.isEmpty()) {
                try {
                    there[label.getAsInt()] = Double.parseDouble(cell) != 0;
                } catch (NumberFormatException e) {
                    throw new DatasetException(
                            "%s: column '%s' holds '%s', not a number"
                                    .formatted(
                                            new Place(table, row.line()), header.get(column), cell),
                            e);
                }
            }
        }
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < there.length; label++) {
            if (there[label]) {
                labels.add(labelSet.codes().get(label));
            }
        }
        return labels;
    }

    /** How many files have other labels. */
    public int size() {
        return labelsByName.size();
    }

    /** The file with its other labels, or as it is when it has none. */
    public AudioFile apply(AudioFile file) {
        List<String> labels = labelsByName.get(file.name());
        if (labels == null) {
            labels = labelsByName.get(file.path().toString());
        }
        return labels == null ? file : file.withLabels(labels);
    }
}

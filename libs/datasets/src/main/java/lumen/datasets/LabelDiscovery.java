package lumen.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lumen.datasets.table.TableReader;
import lumen.datasets.table.TableReader.Row;
import lumen.datasets.tree.AudioTree;

/** Finds out which labels datasets have, for those who bring labels of their own. */
public final class LabelDiscovery {
    private static final Set<String> NO_LABELS = Set.of("", "file", "filename");
    private static final Set<String> NUMBERS = Set.of("0", "1", "0.0", "1.0", "");

    private LabelDiscovery() {}

    /**
     * The labels of all datasets together: the columns of a table whose first row holds 0 or 1, in
     * their order; the names of directories, lines of label files and instruments of OpenMIC, in
     * alphabetical order. When all of them are IRMAS labels, it is the IRMAS label set.
     *
     * @throws DatasetException when a dataset is missing, or no labels are found
     */
    public static LabelSet labels(List<DatasetPath> datasets) throws DatasetException {
        List<String> codes = new ArrayList<>();
        for (DatasetPath dataset : datasets) {
            for (String code : codes(dataset)) {
                if (!codes.contains(code)) {
                    codes.add(code);
                }
            }
        }
        if (codes.isEmpty()) {
            throw new DatasetException("no labels are found in the datasets");
        }
        return LabelSet.irmas().codes().containsAll(codes)
                ? LabelSet.irmas()
                : LabelSet.ofCodes(codes);
    }

    private static Collection<String> codes(DatasetPath dataset) throws DatasetException {
        try {
            return switch (dataset.type()) {
                case CSV -> columns(dataset.path());
                case OPENMIC -> instruments(OpenMicLabels.table(dataset.path()));
                case IRMAS_TRAIN, IRMAS_TEST -> ofTree(dataset);
                case INFERENCE -> List.of();
            };
        } catch (IOException e) {
            throw new DatasetException("%s: %s".formatted(dataset, e.getMessage()), e);
        }
    }

    private static List<String> columns(Path table) throws DatasetException {
        try (TableReader rows = TableReader.open(table)) {
            Row first = rows.next();
            List<String> labels = new ArrayList<>();
            for (int column = 0; column < rows.header().size(); column++) {
                String name = rows.header().get(column);
                boolean number =
                        first == null
                                || (column < first.cells().size()
                                        && NUMBERS.contains(first.cells().get(column).strip()));
                if (number && !NO_LABELS.contains(name)) {
                    labels.add(name);
                }
            }
            return labels;
        }
    }

    private static Set<String> instruments(Path table) throws DatasetException {
        Set<String> instruments = new TreeSet<>();
        try (TableReader rows = TableReader.open(table)) {
            int column = rows.column("instrument");
            if (column < 0) {
                throw new DatasetException(
                        "%s, line 1: the header has no column 'instrument'".formatted(table));
            }
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (column < row.cells().size()) {
                    instruments.add(row.cells().get(column).strip());
                }
            }
        }
        return instruments;
    }

    private static Set<String> ofTree(DatasetPath dataset) throws IOException {
        Set<String> labels = new TreeSet<>();
        AudioTree tree = new AudioTree(dataset.path());
        for (Path file = tree.next(); file != null; file = tree.next()) {
            if (dataset.type() == DatasetType.IRMAS_TRAIN) {
                labels.add(file.toAbsolutePath().getParent().getFileName().toString());
            } else {
                Path text = TreeSource.labelFile(file);
                if (text != null) {
                    Files.readAllLines(text).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .forEach(labels::add);
                }
            }
        }
        return labels;
    }
}

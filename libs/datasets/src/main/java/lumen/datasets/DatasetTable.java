package lumen.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.datasets.table.TableWriter;

/** Writes a dataset as a table that can be read as one of type {@code csv}, file by file. */
public final class DatasetTable implements AutoCloseable {
    private final LabelSet labelSet;
    private final Path folder;
    private final TableWriter table;

    /**
     * Makes the table, or replaces it.
     *
     * @throws IOException when it cannot be written
     */
    public DatasetTable(Path path, LabelSet labelSet) throws IOException {
        this.labelSet = labelSet;
        this.folder = path.toAbsolutePath().normalize().getParent();
        List<String> header = new ArrayList<>();
        header.add(TableSource.FILE_COLUMN);
        header.addAll(labelSet.codes());
        table = new TableWriter(path, header);
    }

    /** Writes all files of a dataset. */
    public static void write(Path path, Dataset dataset) throws IOException {
        try (DatasetTable table = new DatasetTable(path, dataset.labelSet())) {
            dataset.files().forEach(table::add);
        }
    }

    /** Writes a row; a file below the table's folder is named relative to it. */
    public void add(AudioFile file) {
        Path path = file.path().toAbsolutePath().normalize();
        List<String> row = new ArrayList<>();
        row.add((path.startsWith(folder) ? folder.relativize(path) : path).toString());
        for (String code : labelSet.codes()) {
            row.add(file.labels().contains(code) ? "1" : "0");
        }
        table.row(row);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}

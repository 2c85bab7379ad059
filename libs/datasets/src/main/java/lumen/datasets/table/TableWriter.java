package lumen.datasets.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a table of comma separated values (RFC 4180, UTF-8, lines end with a line feed). */
public final class TableWriter implements AutoCloseable {
    private final CsvWriter writer;

    /**
     * Makes the file, or replaces it, and writes the header.
     *
     * @throws IOException when the file cannot be written
     */
    public TableWriter(Path path, List<String> header) throws IOException {
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(path);
        row(header);
    }

    /**
     * Writes a row.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public void row(List<String> cells) {
        writer.writeRecord(cells);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}

package lumen.datasets.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumen.datasets.DatasetException;

/**
 * Reads a table of comma separated values (RFC 4180, UTF-8, with or without a byte order mark) row
 * by row: its memory does not grow with the table. Blank lines are passed over.
 */
public final class TableReader implements AutoCloseable {
    /** No table of files has longer cells: what has is no table, and is not read into memory. */
    private static final int LONGEST_CELL = 100_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private long line;

    /**
     * A row.
     *
     * @param line where it begins in the file, from 1
     * @param cells its cells; possibly fewer or more than the header's
     */
    public record Row(long line, List<String> cells) {}

    private TableReader(Path path, CloseableIterator<CsvRecord> records) throws DatasetException {
        this.path = path;
        this.records = records;
        Row first = next();
        header = first == null ? List.of() : first.cells().stream().map(String::strip).toList();
    }

    /**
     * Opens a table and reads its header.
     *
     * @throws DatasetException when there is no such file, or it is no table
     */
    public static TableReader open(Path path) throws DatasetException {
        if (!Files.isRegularFile(path)) {
            throw new DatasetException("%s: there is no such file".formatted(path));
        }
        BufferedReader text = null;
        try {
            text = Files.newBufferedReader(path);
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return new TableReader(
                    path,
                    CsvReader.builder()
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .maxBufferSize(LONGEST_CELL)
                            .ofCsvRecord(text)
                            .iterator());
        } catch (IOException e) {
            close(text, e);
            throw unreadable(path, 1, e);
        } catch (DatasetException e) {
            close(text, e);
            throw e;
        }
    }

    private static void close(BufferedReader text, Exception failure) {
        if (text != null) {
            try {
                text.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** The first row; empty when the file is. */
    public List<String> header() {
        return header;
    }

    /** The place of a column, or -1. */
    public int column(String name) {
        return header.indexOf(name);
    }

    /**
     * The next row.
     *
     * @return null after the last row
     * @throws DatasetException when the rest of the file is no table or no UTF-8 text
     */
    public Row next() throws DatasetException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord row = records.next();
            line = row.getStartingLineNumber();
            return new Row(line, row.getFields());
        } catch (CsvParseException e) {
            throw unreadable(path, line + 1, e.getCause() == null ? e : e.getCause());
        } catch (UncheckedIOException e) {
            throw unreadable(path, line + 1, e.getCause());
        }
    }

    private static DatasetException unreadable(Path path, long line, Throwable cause) {
        String why =
                cause instanceof CharacterCodingException
                        ? "it is not UTF-8 text"
                        : String.valueOf(cause.getMessage());
        return new DatasetException(
                "%s, after line %d: the table cannot be read: %s"
                        .formatted(path, Math.max(0, line - 1), why),
                cause);
    }

    @Override
    public void close() throws DatasetException {
        try {
            records.close();
        } catch (IOException e) {
            throw new DatasetException("%s cannot be closed".formatted(path), e);
        }
    }
}

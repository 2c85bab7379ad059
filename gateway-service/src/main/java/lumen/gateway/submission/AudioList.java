package lumen.gateway.submission;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.datasets.DatasetException;
import lumen.datasets.table.TableReader;

/**
 * The files that a .csv list names in its column {@code file}. The list is read as it is needed. A
 * file that is missing or that may not be read is refused alone.
 */
final class AudioList implements Iterator<AudioSource>, AutoCloseable {
    private static final String COLUMN = "file";

    private final String name;
    private final Path directory;
    private final DataRoots roots;
    private final TableReader rows;
    private final int column;
    private AudioSource next;

    /**
     * @param name the list as it was named
     * @param list its real path; relative paths in it start at its directory
     * @throws LumenException LIST_INVALID
     */
    AudioList(String name, Path list, DataRoots roots) {
        this.name = name;
        this.directory = list.getParent();
        this.roots = roots;
        try {
            this.rows = TableReader.open(list);
        } catch (DatasetException e) {
            throw invalid(e);
        }
        this.column = rows.column(COLUMN);
        try {
            if (column < 0) {
                throw new LumenException(
                        ErrorCode.LIST_INVALID,
                        "The list %s is invalid: its first line has no column '%s'."
                                .formatted(name, COLUMN));
            }
            advance();
        } catch (LumenException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public AudioSource next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        AudioSource current = next;
        advance();
        return current;
    }

    private void advance() {
        next = null;
        List<String> row = row();
        while (row != null && (column >= row.size() || row.get(column).isBlank())) {
            row = row();
        }
        if (row != null) {
            next = source(row.get(column).strip());
        }
    }

    private AudioSource source(String file) {
        try {
            Path real = roots.resolve(directory, file);
            return Files.isRegularFile(real)
                    ? new AudioSource.Found(file, real)
                    : AudioSource.Refused.of(
                            file, ErrorCode.AUDIO_NOT_FOUND, file + " is not a file.");
        } catch (LumenException e) {
            return new AudioSource.Refused(file, e.toProblem());
        }
    }

    private List<String> row() {
        try {
            TableReader.Row row = rows.next();
            return row == null ? null : row.cells();
        } catch (DatasetException e) {
            throw invalid(e);
        }
    }

    private LumenException invalid(DatasetException cause) {
        return new LumenException(
                ErrorCode.LIST_INVALID,
                "The list %s is invalid: %s.".formatted(name, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (DatasetException e) {
            throw invalid(e);
        }
    }
}

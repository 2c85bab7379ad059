package lumen.gateway.submission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;

/**
 * The files that a .csv list names in its column {@code file}. The list is read as it is needed. A
 * file that is missing or that may not be read is refused alone.
 */
final class AudioList implements Iterator<AudioSource>, AutoCloseable {
    private static final String COLUMN = "file";

    private final String name;
    private final Path directory;
    private final DataRoots roots;
    private final BufferedReader text;
    private final CommaSeparatedRows rows;
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
            this.text = Files.newBufferedReader(list);
        } catch (IOException e) {
            throw invalid("it cannot be read", e);
        }
        this.rows = new CommaSeparatedRows(text);
        this.column = header();
        advance();
    }

    private int header() {
        List<String> header = row();
        int found = header == null ? -1 : header.indexOf(COLUMN);
        if (found < 0) {
            throw invalid("its first line has no column '" + COLUMN + "'", null);
        }
        return found;
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
            return rows.next();
        } catch (CharacterCodingException e) {
            throw invalid("it is not UTF-8 text", e);
        } catch (IOException e) {
            throw invalid(e.getMessage(), e);
        }
    }

    private LumenException invalid(String why, Exception cause) {
        return new LumenException(
                ErrorCode.LIST_INVALID, "The list " + name + " is invalid: " + why + ".", cause);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

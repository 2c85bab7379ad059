package lumen.standalone.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes a process's output to a file of limited size: when the file is full it becomes {@code
 * <name>.1}, in place of the one before, so that no more than twice the limit is kept.
 */
final class BoundedLog {
    private static final int TAIL_LINES = 25;

    private final Path file;
    private final long limit;
    private final Deque<String> tail = new ArrayDeque<>();

    /**
     * A log that goes on where an earlier process left it.
     *
     * @param file the log file
     * @param limit the size in bytes at which a new file is begun
     */
    BoundedLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /** Where the log is. */
    Path file() {
        return file;
    }

    /**
     * Writes everything that comes until the stream ends.
     *
     * @throws IOException if the log cannot be written; what the process says is then lost
     */
    void copy(InputStream output) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        Writer writer = open();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                if (size > limit) {
                    writer.close();
                    Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
                    writer = open();
                    size = 0;
                }
                writer.write(line + "\n");
                writer.flush();
                size += line.length() + 1L;
            }
        } finally {
            writer.close();
        }
    }

    private Writer open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path previous() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private synchronized void remember(String line) {
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
    }

    /** The latest lines that this process wrote, oldest first. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }
}

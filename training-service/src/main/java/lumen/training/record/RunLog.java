package lumen.training.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code log.txt}: what a run tells people, line by line, over all its attempts. Lines are
 * numbered from 0.
 */
final class RunLog {
    private final Path file;
    private long lines;

    /** Opens a log to be gone on with; a line that was not written to its end is dropped. */
    RunLog(Path file) throws IOException {
        this.file = file;
        if (Files.notExists(file)) {
            Files.createFile(file);
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                end = i + 1;
                lines++;
            }
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }

    /** How many lines there are, which is the number of the next. */
    long size() {
        return lines;
    }

    /** Adds a line; line ends within it become spaces, so that every line has one number. */
    void add(String line) throws IOException {
        String single = line.replaceAll("\\R", " ");
        Files.writeString(file, single + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        lines++;
    }
}

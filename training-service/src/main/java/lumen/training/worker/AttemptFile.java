package lumen.training.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The fence round a run's folder: a file there says which attempt of which worker may write. A
 * worker that was taken for dead, and is not, finds a later attempt in it and leaves the folder
 * alone.
 */
final class AttemptFile {
    /** The file's name in the run's folder. */
    static final String NAME = "attempt";

    private final Path file;
    private final String own;

    private AttemptFile(Path file, String own) {
        this.file = file;
        this.own = own;
    }

    /**
     * Takes a run's folder, which is made when it is not there.
     *
     * @param folder the run's
     * @param attempt from 1
     * @throws SupersededException if a later attempt has it
     * @throws IOException if the folder cannot be written
     */
    static AttemptFile take(Path folder, int attempt) throws IOException, SupersededException {
        Files.createDirectories(folder);
        AttemptFile taken =
                new AttemptFile(folder.resolve(NAME), attempt + " " + UUID.randomUUID());
        int present = number(taken.read());
        if (present > attempt) {
            throw new SupersededException(
                    "attempt %d of the run is there, this is %d".formatted(present, attempt));
        }
        Path next = folder.resolve(NAME + ".next");
        Files.writeString(next, taken.own);
        Files.move(next, taken.file, StandardCopyOption.ATOMIC_MOVE);
        return taken;
    }

    /** Whether nobody else has taken the folder since. */
    boolean isOwn() throws IOException {
        return read().equals(own);
    }

    private String read() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException nobodyYet) {
            return "";
        }
    }

    private static int number(String content) throws IOException {
        if (content.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(content.substring(0, Math.max(0, content.indexOf(' '))));
        } catch (NumberFormatException e) {
            throw new IOException("the file " + NAME + " of the run is damaged: " + content, e);
        }
    }
}

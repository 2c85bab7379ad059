package lumen.cli.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.Download;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;

/** Writes what the server made of a job into a directory. */
final class OutputFiles {
    private final LumenClient client;
    private final String job;
    private final Path directory;

    /**
     * @param directory made if it is not there
     */
    OutputFiles(LumenClient client, String job, Path directory) {
        this.client = client;
        this.job = job;
        this.directory = directory;
    }

    /**
     * Writes files.
     *
     * @param sources where the server has them, below the job's address
     * @param below the directory below the output directory; empty for itself
     * @throws UncheckedIOException if a file cannot be written
     */
    void write(List<String> sources, String below)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        for (String source : sources) {
            Download file = client.download(job, source);
            try {
                Path target = Files.createDirectories(directory.resolve(below));
                Files.write(target.resolve(file.name()), file.content());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

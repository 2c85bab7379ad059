package lumen.training.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A model where the gateway and inference-service find it.
 *
 * @param id the model's id
 * @param bytes size of its file
 */
record PublishedModel(String id, long bytes) {
    private static final String EXTENSION = ".onnx";

    /**
     * Copies a model's file into the directory of models in one step: whoever looks there sees the
     * whole file or none.
     *
     * @param file the finished model
     * @param directory of models; made when it is not there
     * @param id the model's id, the file's name there
     */
    static PublishedModel of(Path file, Path directory, String id) throws IOException {
        Files.createDirectories(directory);
        // Files whose names begin with a dot are passed over by those who look for models.
        Path copy = directory.resolve("." + id + ".next");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(copy, directory.resolve(id + EXTENSION), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
        return new PublishedModel(id, Files.size(file));
    }
}

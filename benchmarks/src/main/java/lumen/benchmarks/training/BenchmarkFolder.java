package lumen.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the numbers that both sides exchange, gone when it is closed. */
record BenchmarkFolder(Path path) implements AutoCloseable {
    static BenchmarkFolder create() throws IOException {
        return new BenchmarkFolder(Files.createTempDirectory("lumen-training-"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

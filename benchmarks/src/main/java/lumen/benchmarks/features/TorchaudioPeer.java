package lumen.benchmarks.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import lumen.benchmarks.peer.PythonWorker;

/** torchaudio on one thread, which computes the same transform. */
final class TorchaudioPeer implements AutoCloseable {
    private final PythonWorker worker;
    private final Path directory;

    /**
     * Starts torchaudio.
     *
     * @param script its Python program
     * @param directory where numbers are exchanged
     */
    TorchaudioPeer(Path script, Path directory) throws IOException {
        worker = new PythonWorker(script);
        this.directory = directory;
    }

    /** What is measured against. */
    String versions() throws IOException {
        return worker.ask("versions");
    }

    /** Takes samples and the transform of the rounds to come. */
    void open(FeatureCase task, float[] samples) throws IOException {
        Path file = directory.resolve("samples.f32");
        PythonWorker.write(file, samples);
        worker.ask("open %s %s".formatted(task.peerArguments(), file));
    }

    /** Takes a file to be decoded in each round to come. */
    void open(FeatureCase task, Path audio) throws IOException {
        worker.ask("decode %s %s".formatted(task.peerArguments(), audio));
    }

    /**
     * Computes the feature again and again.
     *
     * @param milliseconds for so long, but at least once
     * @return the time of each round in nanoseconds
     */
    long[] rounds(int milliseconds) throws IOException {
        return Arrays.stream(worker.ask("rounds " + milliseconds).split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** The last feature, row by row. */
    float[] result() throws IOException {
        Path file = directory.resolve("result.f32");
        worker.ask("result " + file);
        return PythonWorker.read(file);
    }

    /** The same from its definition in double precision, by numpy. */
    double[] reference() throws IOException {
        Path file = directory.resolve("reference.f64");
        worker.ask("reference " + file);
        return PythonWorker.readDoubles(file);
    }

    @Override
    public void close() throws IOException {
        worker.close();
    }
}

package lumen.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.benchmarks.peer.PythonWorker;

/**
 * PyTorch in a process of its own, which works only when it is asked to, so that its steps can
 * alternate with ours.
 */
final class PytorchWorker implements AutoCloseable {
    /** The prefix of lumen's names that torchvision's names lack. */
    private static final String BACKBONE = "backbone.";

    private final PythonWorker worker;
    private final Path directory;

    /**
     * Starts the worker.
     *
     * @param script its Python program
     * @param directory where numbers are exchanged
     */
    PytorchWorker(Path script, Path directory) throws IOException {
        this.directory = directory;
        worker = new PythonWorker(script);
    }

    String versions() throws IOException {
        return worker.ask("versions");
    }

    /**
     * Builds the network.
     *
     * @param task its weights and its batch
     */
    void open(TrainingTask task, int threads) throws IOException {
        Map<String, float[]> weights = task.weights();
        List<String> names = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, float[]> weight : weights.entrySet()) {
            names.add(weight.getKey().substring(BACKBONE.length()));
            count += weight.getValue().length;
        }
        float[] all = new float[count];
        int place = 0;
        for (float[] values : weights.values()) {
            System.arraycopy(values, 0, all, place, values.length);
            place += values.length;
        }
        Files.write(directory.resolve("names.txt"), names);
        write("weights.f32", all);
        write("features.f32", task.features());
        write("targets.f32", task.targets());
        Network.Sizes sizes = task.sizes();
        worker.ask(
                "open %s %s %d %d %d %d %d %s %s"
                        .formatted(
                                directory,
                                task.network().peerName(),
                                threads,
                                sizes.examples(),
                                sizes.bands(),
                                sizes.frames(),
                                TrainingTask.LABELS,
                                TrainingTask.MEAN,
                                TrainingTask.DEVIATION));
    }

    /** Goes on in double precision, with the same weights. */
    void useDoublePrecision() throws IOException {
        worker.ask("double");
    }

    /** Lays the network's images out channels last or not. */
    void layout(boolean channelsLast) throws IOException {
        worker.ask("layout " + (channelsLast ? "channels_last" : "contiguous"));
    }

    /** Logits as they are served. */
    float[] evaluate() throws IOException {
        Path file = directory.resolve("logits.f32");
        worker.ask("evaluate " + file);
        return PythonWorker.read(file);
    }

    /** The loss, and all gradients in the order of the weights. */
    TrainingTask.Gradients gradients() throws IOException {
        Path file = directory.resolve("gradients.f32");
        double loss = Double.parseDouble(worker.ask("gradients " + file));
        return new TrainingTask.Gradients(loss, PythonWorker.read(file));
    }

    /** Takes one step. */
    StepTime step() throws IOException {
        return StepTime.parse(worker.ask("step"));
    }

    /**
     * Computes logits as they are served.
     *
     * @param way {@code eager} or {@code frozen}
     * @param examples how many of the batch
     */
    StepTime infer(String way, int examples) throws IOException {
        return StepTime.parse(worker.ask("infer %s %d".formatted(way, examples)));
    }

    /** Writes the network by torch.onnx.export. */
    void export(Path file) throws IOException {
        worker.ask("export " + file);
    }

    private void write(String name, float[] values) throws IOException {
        PythonWorker.write(directory.resolve(name), values);
    }

    @Override
    public void close() throws IOException {
        worker.close();
    }
}

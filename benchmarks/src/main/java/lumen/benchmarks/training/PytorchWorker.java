package lumen.benchmarks.training;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PyTorch in a process of its own, which works only when it is asked to, so that its steps can
 * alternate with ours.
 */
final class PytorchWorker implements AutoCloseable {
    /** The prefix of lumen's names that torchvision's names lack. */
    private static final String BACKBONE = "backbone.";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Path directory;

    /**
     * Starts the worker.
     *
     * @param script its Python program
     * @param directory where numbers are exchanged
     */
    PytorchWorker(Path script, Path directory) throws IOException {
        this.directory = directory;
        process =
                new ProcessBuilder("/usr/bin/python3", script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    String versions() throws IOException {
        return ask("versions");
    }

    /**
     * Builds the network.
     *
     * @param weights values by lumen's names
     * @param task the batch
     */
    void open(Map<String, float[]> weights, TrainingTask task, int threads) throws IOException {
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
        ask(
                "open %s %d %d %d %d %d %s %s"
                        .formatted(
                                directory,
                                threads,
                                task.examples(),
                                TrainingTask.BANDS,
                                TrainingTask.FRAMES,
                                TrainingTask.LABELS,
                                TrainingTask.MEAN,
                                TrainingTask.DEVIATION));
    }

    /** Logits as they are served. */
    float[] evaluate() throws IOException {
        Path file = directory.resolve("logits.f32");
        ask("evaluate " + file);
        return read(file);
    }

    /** The loss, and all gradients in the order of the weights. */
    TrainingTask.Gradients gradients() throws IOException {
        Path file = directory.resolve("gradients.f32");
        double loss = Double.parseDouble(ask("gradients " + file));
        return new TrainingTask.Gradients(loss, read(file));
    }

    /** Takes one step. */
    StepTime step() throws IOException {
        String[] parts = ask("step").split(" ", -1);
        return new StepTime(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private void write(String name, float[] values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(directory.resolve(name), bytes.array());
    }

    private static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private String ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the PyTorch worker ended at: " + command);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}

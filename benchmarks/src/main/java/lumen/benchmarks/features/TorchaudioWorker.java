package lumen.benchmarks.features;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.audio.mel.MelParameters;

/**
 * torchaudio in a process of its own, which works only when it is asked to, so that its rounds can
 * alternate with ours and share the machine's good and bad moments.
 */
final class TorchaudioWorker implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /**
     * Starts the worker.
     *
     * @param script the worker's Python program
     */
    TorchaudioWorker(Path script) throws IOException {
        process =
                new ProcessBuilder("/usr/bin/python3", script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What is measured against. */
    String versions() throws IOException {
        return ask("versions");
    }

    /** Takes the samples and the transform of the rounds to come. */
    void open(MelParameters parameters, float[] samples, Path directory) throws IOException {
        Path file = directory.resolve("samples.f32");
        ByteBuffer bytes =
                ByteBuffer.allocate(samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        Files.write(file, bytes.array());
        ask(
                "open %d %d %d %d %s %s %s"
                        .formatted(
                                parameters.samplingRate(),
                                parameters.fftLength(),
                                parameters.hopLength(),
                                parameters.mels(),
                                parameters.lowestFrequency(),
                                parameters.highestFrequency(),
                                file));
    }

    /** Computes the spectrogram once and answers its time in nanoseconds. */
    long round() throws IOException {
        return Long.parseLong(ask("round"));
    }

    /** The last spectrogram, band after band. */
    float[] result(Path directory) throws IOException {
        Path file = directory.resolve("result.f32");
        ask("result " + file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** The same spectrogram from its definition in double precision. */
    double[] reference(Path directory) throws IOException {
        Path file = directory.resolve("reference.f64");
        ask("reference " + file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private String ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the torchaudio worker ended at: " + command);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}

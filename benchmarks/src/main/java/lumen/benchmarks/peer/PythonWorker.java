package lumen.benchmarks.peer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Python program in a process of its own, which works only when it is asked to, so that its
 * rounds can alternate with ours and share the machine's good and bad moments. A command is a line,
 * and so is its answer; numbers are exchanged by files.
 */
public final class PythonWorker implements AutoCloseable {
    private final Path script;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** Starts a program. */
    public PythonWorker(Path script) throws IOException {
        this.script = script;
        process =
                new ProcessBuilder("/usr/bin/python3", script.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Gives a command and waits for its answer.
     *
     * @throws IOException if the program has ended
     */
    public String ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(script.getFileName() + " ended at: " + command);
        }
        return answer;
    }

    /** Writes numbers as little-endian floats. */
    public static void write(Path file, float[] values) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    /** Reads little-endian floats. */
    public static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** Reads little-endian doubles. */
    public static double[] readDoubles(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}

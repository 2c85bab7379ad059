package lumen.model.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.graph.Parameters;

/**
 * Builds a network, saves it, reads it back and opens it in ONNX Runtime, as a program of its own
 * whose memory can be measured.
 */
final class LargeModel {
    private LargeModel() {}

    /**
     * Prints one line with times and the peak of memory.
     *
     * @param arguments the architecture's name and a file to write
     */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path file = Path.of(arguments[1]);
        long start = System.nanoTime();
        write(name, file);
        long written = System.nanoTime();
        long parameters = Parameters.count(ModelFile.read(file).getGraph());
        long read = System.nanoTime();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            environment.createSession(file.toString(), options).close();
        }
        long opened = System.nanoTime();
        System.out.printf(
                "%s %d parameters %d MB build+save %.1f s read %.1f s open %.1f s peak %d MiB%n",
                name,
                parameters,
                Files.size(file) / 1_000_000,
                (written - start) * 1e-9,
                (read - written) * 1e-9,
                (opened - read) * 1e-9,
                peakMebibytes());
    }

    private static void write(String name, Path file) throws Exception {
        Architecture architecture = Architectures.named(name);
        Preprocessing preprocessing = new Preprocessing(128, -40, 20, OptionalInt.empty());
        ModelProto model =
                architecture.build(new Blueprint(preprocessing, architecture.defaultHead(), 1, 0));
        JsonNodeFactory json = JsonNodeFactory.instance;
        ModelFile.write(
                file,
                model,
                new ModelMetadata(
                        List.of("cel"),
                        Map.of("cel", "Cello"),
                        json.objectNode().put("transform", "LOG_MEL_SPECTROGRAM"),
                        Map.of("cel", 0.5),
                        Aggregation.MAX,
                        name,
                        json.objectNode().put("tool", "a test")));
    }

    /** The most memory that the process ever had in RAM. */
    private static long peakMebibytes() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}

package lumen.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import lumen.training.engine.TensorData;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Everything that a run must know to go on as if it had never stopped, in one file of the
 * safetensors format: a little-endian length, a JSON header with the places of the tensors, and
 * their bytes. The run's progress stands in the header's metadata.
 */
public final class TrainingState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final String PROGRESS = "progress";
    private static final int LARGEST_HEADER = 64 << 20;

    private TrainingState() {}

    /**
     * Writes a state; a reader sees the old file or the whole new one.
     *
     * @param tensors float32 or uint8, by name
     * @param progress what is no tensor
     */
    public static void write(Path file, Map<String, Tensor> tensors, ObjectNode progress)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject(METADATA).put(PROGRESS, progress.toString());
        long place = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode description = header.putObject(entry.getKey());
            Tensor tensor = entry.getValue();
            description.put(
                    "dtype", tensor.scalar_type().intern() == ScalarType.Byte ? "U8" : "F32");
            for (long size : tensor.shape()) {
                description.withArray("shape").add(size);
            }
            description.withArray("shape");
            description.withArray("data_offsets").add(place).add(place + tensor.nbytes());
            place += tensor.nbytes();
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            output.write(
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(text.length)
                            .array());
            output.write(text);
            for (Tensor tensor : tensors.values()) {
                ByteString bytes = TensorData.bytes(tensor);
                bytes.writeTo(output);
            }
        }
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The progress that a state was written with. */
    public static JsonNode progress(Path file) throws IOException, CheckpointException {
        try (DataInputStream input = new DataInputStream(Files.newInputStream(file))) {
            return JSON.readTree(header(file, input).path(METADATA).path(PROGRESS).asText());
        }
    }

    /**
     * Reads a state into tensors of the same names and sizes.
     *
     * @throws CheckpointException when the file was written by a run of another model
     */
    public static void read(Path file, Map<String, Tensor> tensors)
            throws IOException, CheckpointException {
        try (DataInputStream input =
                new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            JsonNode header = header(file, input);
            if (header.size() != tensors.size() + 1) {
                throw foreign(file, "it holds " + (header.size() - 1) + " tensors");
            }
            // In the order of the file, which is that of the header.
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals(METADATA)) {
                    continue;
                }
                Tensor tensor = tensors.get(entry.getKey());
                JsonNode places = entry.getValue().path("data_offsets");
                long size = places.path(1).asLong() - places.path(0).asLong();
                if (tensor == null || tensor.nbytes() != size) {
                    throw foreign(file, "it holds " + entry.getKey());
                }
                byte[] bytes = input.readNBytes(Math.toIntExact(size));
                if (bytes.length != size) {
                    throw foreign(file, "it is cut off");
                }
                TensorData.copy(tensor, bytes);
            }
        }
    }

    private static JsonNode header(Path file, DataInputStream input)
            throws IOException, CheckpointException {
        long length = Long.reverseBytes(input.readLong());
        if (length < 2 || length > LARGEST_HEADER) {
            throw foreign(file, "it is no state of a run");
        }
        try {
            return JSON.readTree(input.readNBytes((int) length));
        } catch (JsonProcessingException failure) {
            throw foreign(file, "it is no state of a run");
        }
    }

    private static CheckpointException foreign(Path file, String reason) {
        return new CheckpointException(
                "the run cannot go on from %s: %s".formatted(file.getFileName(), reason));
    }
}

package lumen.model.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import lumen.model.file.ModelFormatException;

/**
 * An open file of weights: safetensors, or what {@code torch.save} writes. Every size that the file
 * declares is checked against the file before anything of that size is made; nothing that the file
 * holds is executed.
 */
public final class WeightFile implements AutoCloseable {
    private static final int ZIP = 0x04034b50;
    private static final int PICKLE = 0x80;

    private final Arena arena;
    private final Map<String, WeightTensor> tensors;

    private WeightFile(Arena arena, Map<String, WeightTensor> tensors) {
        this.arena = arena;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Opens a file. What it is is told by its content, not by its name.
     *
     * @throws ModelFormatException if it cannot be used, with the reason
     */
    public static WeightFile open(Path file) throws IOException, ModelFormatException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment bytes = map(file, arena);
            Map<String, WeightTensor> tensors = read(file, bytes);
            if (tensors.isEmpty()) {
                throw new ModelFormatException("The file holds no weights");
            }
            return new WeightFile(arena, tensors);
        } catch (IOException | ModelFormatException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private static Map<String, WeightTensor> read(Path file, MemorySegment bytes)
            throws IOException, ModelFormatException {
        if (bytes.byteSize() < Long.BYTES) {
            throw new ModelFormatException("The file is too short to hold weights");
        }
        if (bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 0) == ZIP) {
            return TorchArchive.read(file);
        }
        if (Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 0)) == PICKLE
                && bytes.get(ValueLayout.JAVA_BYTE, 1) == 2) {
            return TorchStream.read(bytes);
        }
        return SafeTensors.read(bytes);
    }

    /** The tensors by name, in the order of the file; of use until the file is closed. */
    public Map<String, WeightTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        arena.close();
    }
}

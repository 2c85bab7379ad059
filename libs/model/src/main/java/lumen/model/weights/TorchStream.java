package lumen.model.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.model.file.ModelFormatException;

/**
 * Reads what {@code torch.save} wrote before PyTorch 1.6, as many published weights still are: a
 * magic number, the protocol, facts about the machine, the object and the storages' keys, each
 * pickled; then each storage, its number of values (int64) before its bytes.
 */
final class TorchStream {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private TorchStream() {}

    static Map<String, WeightTensor> read(MemorySegment file) throws ModelFormatException {
        PickleReader pickles = new PickleReader(file);
        if (!MAGIC.equals(pickles.read()) || !Long.valueOf(PROTOCOL).equals(pickles.read())) {
            throw new ModelFormatException(
                    "The file is a pickle, but not one that torch.save wrote");
        }
        if (!Boolean.TRUE.equals(PickleReader.asDictionary(pickles.read()).get("little_endian"))) {
            throw new ModelFormatException("The weights are not little-endian");
        }
        Map<String, Pickled.Tensor> found = StateDictionary.find(pickles.read());
        if (!(pickles.read() instanceof List<?> keys)) {
            throw new ModelFormatException("The file does not tell its storages");
        }
        Map<String, MemorySegment> storages =
                storages(file, pickles.position(), keys, pickles.storages());
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Pickled.Tensor> entry : found.entrySet()) {
            Pickled.Tensor tensor = entry.getValue();
            ElementType type = tensor.storage().type();
            MemorySegment storage = storages.get(tensor.storage().key());
            if (storage == null) {
                throw new ModelFormatException(
                        "The weight " + entry.getKey() + " has no values in the file");
            }
            tensors.put(
                    entry.getKey(),
                    new WeightTensor(
                            entry.getKey(),
                            type,
                            tensor.shape(),
                            tensor.strides(),
                            tensor.offset(),
                            () -> storage,
                            storage.byteSize() / type.bytes(),
                            file.byteSize()));
        }
        return tensors;
    }

    private static Map<String, MemorySegment> storages(
            MemorySegment file,
            long start,
            List<?> keys,
            Map<String, Pickled.StorageReference> references)
            throws ModelFormatException {
        Map<String, MemorySegment> storages = new HashMap<>();
        long position = start;
        for (Object key : keys) {
            Pickled.StorageReference reference = references.get(String.valueOf(key));
            if (reference == null) {
                throw new ModelFormatException("The file has a storage that nothing refers to");
            }
            try {
                long count =
                        file.get(
                                ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                                position);
                long size = Math.multiplyExact(count, reference.type().bytes());
                storages.put(String.valueOf(key), file.asSlice(position + Long.BYTES, size));
                position += Long.BYTES + size;
            } catch (IndexOutOfBoundsException | ArithmeticException e) {
                throw new ModelFormatException("The file is cut off, or declares too much", e);
            }
        }
        return storages;
    }
}

package lumen.model.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import lumen.model.file.ModelFormatException;

/**
 * Reads what {@code torch.save} has written since PyTorch 1.6: a zip archive with a pickle, {@code
 * NAME/data.pkl}, and the storages, {@code NAME/data/0} and so on. PyTorch never compresses them,
 * so an archive with a compressed entry is refused, and with it whatever would unpack to more than
 * it is. Nothing is unpacked to the disk.
 */
final class TorchArchive {
    private static final String PICKLE = "data.pkl";
    private static final long LONGEST_PICKLE = 64L << 20;

    private TorchArchive() {}

    static Map<String, WeightTensor> read(Path file) throws IOException, ModelFormatException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = archive.stream().toList();
            requireHarmless(entries, Files.size(file));
            String folder = folder(entries);
            requireLittleEndian(archive, folder);
            ZipEntry pickle = archive.getEntry(folder + PICKLE);
            if (pickle.getSize() > LONGEST_PICKLE) {
                throw new ModelFormatException("The pickle is longer than any state dictionary");
            }
            Object root = new PickleReader(MemorySegment.ofArray(bytes(archive, pickle))).read();
            Map<String, WeightTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, Pickled.Tensor> entry : StateDictionary.find(root).entrySet()) {
                tensors.put(
                        entry.getKey(),
                        tensor(archive, file, folder, entry.getKey(), entry.getValue()));
            }
            return tensors;
        } catch (ZipException e) {
            throw new ModelFormatException(
                    "The file begins as a PyTorch archive, but is damaged or cut off: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void requireHarmless(List<? extends ZipEntry> entries, long fileSize)
            throws ModelFormatException {
        long sum = 0;
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            if (name.startsWith("/")
                    || name.contains("\\")
                    || List.of(name.split("/")).contains("..")) {
                throw new ModelFormatException(
                        "The archive has an entry that points outside it; PyTorch writes none");
            }
            if (entry.getMethod() != ZipEntry.STORED
                    || entry.getSize() != entry.getCompressedSize()) {
                throw new ModelFormatException(
                        "The archive has compressed entries; PyTorch writes none");
            }
            sum += entry.getSize();
            if (entry.getSize() < 0 || sum > fileSize) {
                throw new ModelFormatException("The archive declares more bytes than it has");
            }
        }
    }

    /** The archive's only folder, whose name PyTorch takes from the file. */
    private static String folder(List<? extends ZipEntry> entries) throws ModelFormatException {
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            if (name.endsWith("/" + PICKLE)) {
                return name.substring(0, name.length() - PICKLE.length());
            }
        }
        throw new ModelFormatException(
                "The archive has no " + PICKLE + ", so it was not written by torch.save");
    }

    private static void requireLittleEndian(ZipFile archive, String folder)
            throws IOException, ModelFormatException {
        ZipEntry order = archive.getEntry(folder + "byteorder");
        if (order != null
                && !new String(bytes(archive, order), StandardCharsets.UTF_8).equals("little")) {
            throw new ModelFormatException("The weights are not little-endian");
        }
    }

    private static WeightTensor tensor(
            ZipFile archive, Path file, String folder, String name, Pickled.Tensor tensor)
            throws IOException, ModelFormatException {
        Pickled.StorageReference storage = tensor.storage();
        String place = folder + "data/" + storage.key();
        ZipEntry entry = archive.getEntry(place);
        long capacity = entry == null ? -1 : entry.getSize() / storage.type().bytes();
        if (capacity < storage.count()) {
            throw new ModelFormatException(
                    "The weight %s needs %d values of %s, but the archive holds %d"
                            .formatted(name, storage.count(), place, Math.max(0, capacity)));
        }
        return new WeightTensor(
                name,
                storage.type(),
                tensor.shape(),
                tensor.strides(),
                tensor.offset(),
                () -> open(file, place),
                storage.count(),
                Files.size(file));
    }

    private static MemorySegment open(Path file, String place) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            ZipEntry entry = archive.getEntry(place);
            if (entry == null) {
                throw new IOException(file + " was changed while it was read");
            }
            byte[] bytes = bytes(archive, entry);
            if (bytes.length != entry.getSize()) {
                throw new IOException(file + " is damaged: " + place + " is shorter than it says");
            }
            return MemorySegment.ofArray(bytes);
        }
    }

    private static byte[] bytes(ZipFile archive, ZipEntry entry) throws IOException {
        try (InputStream stream = archive.getInputStream(entry)) {
            return stream.readAllBytes();
        } catch (EOFException e) {
            ZipException damaged = new ZipException(entry.getName() + " is cut off");
            damaged.initCause(e);
            throw damaged;
        }
    }
}

package lumen.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Features on disk, one file for each sample, that together take no more than some bytes: when
 * there are more, those used longest ago are deleted. Several processes may share the directory: a
 * file appears complete or not at all, and one that is damaged or deleted meanwhile is simply not
 * there. Several that write at once may exceed the limit by a sixteenth each. Thread-safe.
 */
public final class FeatureCache {
    /** "LUMF" and the version of the format: little-endian 32-bit floats. */
    private static final long FORMAT = 0x4C554D4600000001L;

    private static final int HEADER_BYTES = 3 * Long.BYTES;
    private static final String PART = ".part";
    private static final String LOCK = "lock";
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** A tidied cache is filled to this share. */
    private static final double KEPT = 0.9;

    /** After writing this share of the limit, what other processes have written is looked at. */
    private static final int SHARES_BETWEEN_LOOKS = 16;

    private record Entry(Path path, long bytes, FileTime used) {}

    private final Path directory;
    private final long maxBytes;
    private final Consumer<String> log;
    private long total;
    private long writtenSinceLook;
    private boolean writable = true;

    /**
     * Opens the cache.
     *
     * @param directory made when missing
     * @param maxBytes how many bytes its files may take together, at least 1
     * @param log takes lines for people
     * @throws IOException when the directory cannot be used
     */
    public FeatureCache(Path directory, long maxBytes, Consumer<String> log) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.log = log;
        Files.createDirectories(directory);
        tidy();
    }

    /**
     * The features that were put under a key.
     *
     * @param key hexadecimal digits
     * @return empty when there are none, or none that can be read
     */
    public Optional<SampleFeatures> get(String key) {
        Path file = file(key);
        ByteBuffer content;
        try {
            content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.accept("cached features cannot be read: " + e);
            return Optional.empty();
        }
        Optional<SampleFeatures> features = parse(content);
        if (features.isEmpty()) {
            log.accept("cached features are damaged and are computed anew: " + file);
            discard(file);
        }
        return features;
    }

    private static Optional<SampleFeatures> parse(ByteBuffer content) {
        if (content.remaining() < HEADER_BYTES || content.getLong() != FORMAT) {
            return Optional.empty();
        }
        int windows = content.getInt();
        int count = content.getInt();
        long sum = content.getLong();
        if (content.remaining() != (long) count * Float.BYTES
                || sum != checksum(content.slice())
                || windows < 1
                || count % windows != 0) {
            return Optional.empty();
        }
        float[] values = new float[count];
        content.asFloatBuffer().get(values);
        return Optional.of(new SampleFeatures(values, windows));
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }

    /**
     * Keeps features. When they cannot be written, a line tells so once, and nothing is kept from
     * then on.
     *
     * @param key hexadecimal digits
     */
    public void put(String key, SampleFeatures features) {
        long bytes = HEADER_BYTES + (long) features.values().length * Float.BYTES;
        if (bytes > maxBytes || !isWritable()) {
            return;
        }
        try {
            write(file(key), format(features, Math.toIntExact(bytes)));
            count(bytes);
        } catch (IOException e) {
            log.accept("features are no longer cached in " + directory + ": " + e);
            giveUpWriting();
        }
    }

    private static byte[] format(SampleFeatures features, int bytes) {
        byte[] content = new byte[bytes];
        ByteBuffer values =
                ByteBuffer.wrap(content, HEADER_BYTES, bytes - HEADER_BYTES)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(features.values());
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(FORMAT)
                .putInt(features.windows())
                .putInt(features.values().length)
                .putLong(checksum(values));
        return content;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "", PART);
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private synchronized boolean isWritable() {
        return writable;
    }

    private synchronized void giveUpWriting() {
        writable = false;
    }

    private synchronized void count(long bytes) throws IOException {
        total += bytes;
        writtenSinceLook += bytes;
        if (total > maxBytes || writtenSinceLook > maxBytes / SHARES_BETWEEN_LOOKS) {
            tidy();
        }
    }

    /** Looks at what is there and deletes what is too much, unless another process does so. */
    private synchronized void tidy() throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                total = deleteUnused(entries());
                writtenSinceLook = 0;
            }
        } catch (OverlappingFileLockException e) {
            // Another cache of this process tidies the same directory; the next look is soon.
            writtenSinceLook = 0;
        }
    }

    private long deleteUnused(List<Entry> entries) {
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        if (bytes <= maxBytes) {
            return bytes;
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (bytes <= KEPT * maxBytes) {
                break;
            }
            discard(entry.path());
            bytes -= entry.bytes();
        }
        return bytes;
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, "??")) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        entry(file).ifPresent(entries::add);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    /** Nothing if it is deleted by now, or is being written; what a crash left is deleted. */
    private Optional<Entry> entry(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        FileTime used = attributes.lastModifiedTime();
        if (!file.getFileName().toString().endsWith(PART)) {
            return Optional.of(new Entry(file, attributes.size(), used));
        }
        if (used.toInstant().isBefore(Instant.now().minus(ABANDONED))) {
            discard(file);
        }
        return Optional.empty();
    }

    private void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.accept("cached features cannot be deleted: " + e);
        }
    }

    private Path file(String key) {
        return directory.resolve(key.substring(0, 2)).resolve(key);
    }
}

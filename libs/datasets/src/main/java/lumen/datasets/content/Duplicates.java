package lumen.datasets.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files that were there, by which one that comes again is known. */
public final class Duplicates {
    /** When two files count as the same. */
    public enum Comparison {
        /** They are one file, whatever links lead to it. Memory: 16 to 32 bytes a file. */
        SAME_FILE,
        /**
         * They hold the same bytes. A piece of each file is read, and all of those whose pieces are
         * equal. Memory: some 250 bytes a file.
         */
        SAME_CONTENT
    }

    private static final int PIECE = 4096;
    private static final int PIECES = 3;

    private final Comparison comparison;
    private final LongSet files = new LongSet();
    private final Map<Long, Path> contents = new HashMap<>();

    public Duplicates(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Adds a file.
     *
     * @return null when it is new; else the file that was there before: the same path when that is
     *     not known better
     * @throws IOException when the file cannot be read
     */
    public Path add(Path path) throws IOException {
        Map<String, Object> identity = Files.readAttributes(path, "unix:dev,ino,size");
        long device = ((Number) identity.get("dev")).longValue();
        long inode = ((Number) identity.get("ino")).longValue();
        if (!files.add(LongSet.mix(inode + LongSet.mix(device)))) {
            Path real = path.toRealPath();
            return real.equals(path.toAbsolutePath()) ? path : real;
        }
        if (comparison == Comparison.SAME_FILE) {
            return null;
        }
        Path first =
                contents.putIfAbsent(
                        sample(path, ((Number) identity.get("size")).longValue()), path);
        return first != null && Files.mismatch(first, path) < 0 ? first : null;
    }

    /** A hash of the size and of pieces at the beginning, in the middle and at the end. */
    private static long sample(Path path, long size) throws IOException {
        long hash = LongSet.mix(size);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            for (int i = 0; i < PIECES; i++) {
                channel.position(Math.max(0, size - PIECE) * i / (PIECES - 1));
                piece.clear();
                while (piece.hasRemaining() && channel.read(piece) >= 0) {
                    // until the piece is full or the file ends
                }
                piece.flip();
                while (piece.remaining() >= Long.BYTES) {
                    hash = LongSet.mix(hash + piece.getLong());
                }
                while (piece.hasRemaining()) {
                    hash = LongSet.mix(hash + piece.get());
                }
            }
        }
        return hash;
    }
}

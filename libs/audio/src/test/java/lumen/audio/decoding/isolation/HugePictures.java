package lumen.audio.decoding.isolation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lumen.audio.decoding.TestingFiles;

/** A file that makes whoever reads it keep a gigabyte in memory before the first sample. */
final class HugePictures {
    private static final int TAGS = 18;
    private static final int PICTURE_BYTES = 60_000_000;

    private HugePictures() {}

    /** Writes a sparse mp3 file with one ID3 tag after the other, each with a cover picture. */
    static Path write(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            for (int tag = 0; tag < TAGS; tag++) {
                long begin = sparse.getFilePointer();
                sparse.write(tagBegin());
                sparse.seek(begin + 20 + PICTURE_BYTES);
            }
            sparse.write(TestingFiles.bytes("sine.mp3"));
        }
        return file;
    }

    /** ID3v2.3: the header with the tag's length in groups of 7 bits, a frame, its description. */
    private static byte[] tagBegin() {
        int length = PICTURE_BYTES + 10;
        return ByteBuffer.allocate(36)
                .put(ascii("ID3\3\0\0"))
                .put((byte) (length >> 21 & 127))
                .put((byte) (length >> 14 & 127))
                .put((byte) (length >> 7 & 127))
                .put((byte) (length & 127))
                .put(ascii("APIC"))
                .putInt(PICTURE_BYTES)
                .put(ascii("\0\0\0image/png\0\3\0"))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

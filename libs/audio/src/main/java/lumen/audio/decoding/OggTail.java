package lumen.audio.decoding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Tells whether an ogg file was cut off. The format declares no length, but every page does (RFC
 * 3533, section 6): the last one must end within the file.
 */
final class OggTail {
    private static final int MAGIC = 'O' | 'g' << 8 | 'g' << 16 | 'S' << 24;
    private static final int HEADER_BYTES = 27;
    private static final int MOST_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;
    private static final int ALL_FLAGS = 7;

    private OggTail() {}

    /** Whether this is an ogg file whose last page is incomplete. */
    static boolean isCutOff(SeekableByteChannel channel, long size) throws IOException {
        ByteBuffer start = read(channel, 0, 4);
        if (start.remaining() < 4 || start.getInt(0) != MAGIC) {
            return false;
        }
        long from = Math.max(0, size - MOST_PAGE_BYTES);
        ByteBuffer tail = read(channel, from, MOST_PAGE_BYTES);
        for (int at = tail.limit() - 4; at >= 0; at--) {
            if (tail.getInt(at) == MAGIC && looksLikePage(tail, at)) {
                return endOfPage(tail, at) > tail.limit();
            }
        }
        return false;
    }

    private static boolean looksLikePage(ByteBuffer bytes, int at) {
        return bytes.limit() < at + 6 || (bytes.get(at + 4) == 0 && bytes.get(at + 5) <= ALL_FLAGS);
    }

    private static long endOfPage(ByteBuffer bytes, int at) {
        if (bytes.limit() < at + HEADER_BYTES) {
            return Long.MAX_VALUE;
        }
        int segments = bytes.get(at + HEADER_BYTES - 1) & 0xff;
        if (bytes.limit() < at + HEADER_BYTES + segments) {
            return Long.MAX_VALUE;
        }
        long end = (long) at + HEADER_BYTES + segments;
        for (int segment = 0; segment < segments; segment++) {
            end += bytes.get(at + HEADER_BYTES + segment) & 0xff;
        }
        return end;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int most)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until the end
        }
        return bytes.flip();
    }
}

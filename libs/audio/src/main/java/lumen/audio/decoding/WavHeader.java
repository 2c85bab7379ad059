package lumen.audio.decoding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * What a wav file declares of its own length. FFmpeg takes a data chunk that reaches beyond the end
 * of the file for one that ends there, so that a missing end goes unseen.
 */
final class WavHeader {
    private static final int RIFF = tag("RIFF");
    private static final int WAVE = tag("WAVE");
    private static final int DATA = tag("data");
    private static final int MOST_CHUNKS = 100;

    /** Lengths that writers put in when they cannot know: GStreamer, SoX and mplayer near 2 GiB. */
    private static final long UNKNOWN_FROM = 0x7fff0000L;

    private static final long UNKNOWN_TO = 0x80000000L;

    /** FFmpeg and others, some less the bytes of the header. */
    private static final long UNKNOWN_ABOVE = 0xffff0000L;

    private WavHeader() {}

    /**
     * The part of the declared sample data that the file holds: 1 if nothing is missing, if the
     * length is left open, or if this is no wav file.
     */
    static double presentShare(SeekableByteChannel channel, long size) throws IOException {
        ByteBuffer header = read(channel, 0, 12);
        if (header.remaining() < 12 || header.getInt(0) != RIFF || header.getInt(8) != WAVE) {
            return 1;
        }
        long position = 12;
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            ByteBuffer start = read(channel, position, 8);
            if (start.remaining() < 8) {
                return 1;
            }
            long length = Integer.toUnsignedLong(start.getInt(4));
            if (start.getInt(0) == DATA) {
                return share(length, size - position - 8);
            }
            position += 8 + length + length % 2;
        }
        return 1;
    }

    private static double share(long declared, long present) {
        boolean unknown =
                declared == 0
                        || (declared >= UNKNOWN_FROM && declared <= UNKNOWN_TO)
                        || declared >= UNKNOWN_ABOVE;
        return unknown || present >= declared ? 1 : (double) present / declared;
    }

    private static int tag(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int count)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until enough is read, or the end
        }
        return bytes.flip();
    }
}

package lumen.benchmarks.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files of 16 bits. */
public final class Wave {
    private static final int HEADER_BYTES = 44;
    private static final int CHANNELS = 2;

    private Wave() {}

    /**
     * A file with the same samples on both channels.
     *
     * @param samples from -1 to 1
     * @param rate samples per second
     */
    public static byte[] stereo(float[] samples, int rate) {
        int frameBytes = CHANNELS * Short.BYTES;
        int dataBytes = samples.length * frameBytes;
        ByteBuffer file =
                ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVEfmt "));
        file.putInt(16).putShort((short) 1).putShort((short) CHANNELS);
        file.putInt(rate).putInt(rate * frameBytes);
        file.putShort((short) frameBytes).putShort((short) Short.SIZE);
        file.put(ascii("data")).putInt(dataBytes);
        for (float sample : samples) {
            short value = (short) Math.round(sample * Short.MAX_VALUE);
            file.putShort(value).putShort(value);
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

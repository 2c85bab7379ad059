package lumen.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Makes the bytes of small WAV files: RIFF, one channel.
 *
 * <p>The header is the 44 byte form of Microsoft's "Multimedia Programming Interface and Data
 * Specifications 1.0" (1991).
 */
public final class WaveFile {
    private static final int HEADER_BYTES = 44;
    private static final short PCM = 1;
    private static final short IEEE_FLOAT = 3;

    private WaveFile() {}

    /**
     * A sine tone of 16 bits at half of full scale.
     *
     * @param seconds how long
     * @param sampleRate samples per second
     * @param frequency hertz
     */
    public static byte[] sine(double seconds, int sampleRate, double frequency) {
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * frequency * i / sampleRate));
        }
        return pcm16(samples, sampleRate);
    }

    /**
     * White noise of 16 bits at half of full scale.
     *
     * @param seconds how long
     * @param sampleRate samples per second
     * @param seed the same seed makes the same bytes
     */
    public static byte[] noise(double seconds, int sampleRate, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        return pcm16(samples, sampleRate);
    }

    /**
     * Digital silence of 16 bits.
     *
     * @param seconds how long
     * @param sampleRate samples per second
     */
    public static byte[] silence(double seconds, int sampleRate) {
        return pcm16(new float[(int) Math.round(seconds * sampleRate)], sampleRate);
    }

    /**
     * Samples as 16 bit integers.
     *
     * @param samples from -1 to 1
     * @param sampleRate samples per second, as the header says it
     */
    public static byte[] pcm16(float[] samples, int sampleRate) {
        byte[] bytes = new byte[HEADER_BYTES + samples.length * Short.BYTES];
        ByteBuffer file = start(bytes, PCM, Short.SIZE, sampleRate);
        for (float sample : samples) {
            file.putShort((short) Math.round(sample * Short.MAX_VALUE));
        }
        return bytes;
    }

    /**
     * Samples as 32 bit floating point numbers, NaN and infinity included.
     *
     * @param samples any values
     * @param sampleRate samples per second, as the header says it
     */
    public static byte[] float32(float[] samples, int sampleRate) {
        byte[] bytes = new byte[HEADER_BYTES + samples.length * Float.BYTES];
        ByteBuffer file = start(bytes, IEEE_FLOAT, Float.SIZE, sampleRate);
        for (float sample : samples) {
            file.putFloat(sample);
        }
        return bytes;
    }

    /**
     * A copy whose header declares another length of the samples than there is.
     *
     * @param file the bytes of a file of this class
     * @param bytes the declared length, 0 to 4294967295
     */
    public static byte[] withDeclaredLength(byte[] file, long bytes) {
        byte[] changed = file.clone();
        ByteBuffer copy = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        copy.putInt(4, (int) Math.min(bytes + HEADER_BYTES - 8, 0xFFFF_FFFFL));
        copy.putInt(HEADER_BYTES - 4, (int) bytes);
        return changed;
    }

    private static ByteBuffer start(byte[] bytes, short format, int bits, int sampleRate) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int dataBytes = bytes.length - HEADER_BYTES;
        int frameBytes = bits / Byte.SIZE;
        file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort(format).putShort((short) 1);
        file.putInt(sampleRate).putInt(sampleRate * frameBytes);
        file.putShort((short) frameBytes).putShort((short) bits);
        file.put(ascii("data")).putInt(dataBytes);
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

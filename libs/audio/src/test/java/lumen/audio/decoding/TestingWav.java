package lumen.audio.decoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntToDoubleFunction;

/** Makes wav files, honest ones and others. */
public final class TestingWav {
    private static final int HEADER_BYTES = 44;
    private static final int PCM = 1;
    private static final int FLOAT = 3;

    private TestingWav() {}

    /** Mono 32-bit floats. */
    public static byte[] floats(int rate, int count, IntToDoubleFunction sample) {
        return channels(rate, 1, count, (channel, i) -> sample.applyAsDouble(i));
    }

    /** The sample of a channel at a time. */
    public interface Samples {
        double at(int channel, int i);
    }

    /** 32-bit floats of several channels. */
    public static byte[] channels(int rate, int channels, int count, Samples samples) {
        int dataBytes = count * channels * 4;
        byte[] wav = file(FLOAT, rate, channels, 32, dataBytes, dataBytes);
        ByteBuffer data = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        data.position(HEADER_BYTES);
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                data.putFloat((float) samples.at(channel, i));
            }
        }
        return wav;
    }

    /** 16-bit silence whose header declares whatever it likes. */
    public static byte[] declaring(int rate, int channels, long declaredBytes, int presentBytes) {
        return file(PCM, rate, channels, 16, declaredBytes, presentBytes);
    }

    /** The header of a 16-bit mono file. */
    public static byte[] header(int rate, long dataBytes) {
        return file(PCM, rate, 1, 16, dataBytes, 0);
    }

    private static byte[] file(
            int coding, int rate, int channels, int bits, long declaredBytes, int presentBytes) {
        int frameBytes = channels * bits / 8;
        byte[] file = new byte[HEADER_BYTES + presentBytes];
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) (declaredBytes + HEADER_BYTES - 8))
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) coding)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) bits)
                .put(ascii("data"))
                .putInt((int) declaredBytes);
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package lumen.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes short wav files of noise. */
public final class TestingAudio {
    private static final int RATE = 8000;

    private TestingAudio() {}

    /** Half a second and a bit more for each number, 16 bits, 8 kHz. */
    public static Path noise(Path folder, int number) throws IOException {
        Random random = new Random(number);
        int count = RATE / 2 + number * 1000;
        ByteBuffer file = ByteBuffer.allocate(44 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + 2 * count).put(ascii("WAVEfmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        file.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * count);
        for (int index = 0; index < count; index++) {
            file.putShort((short) (3000 * random.nextGaussian()));
        }
        return Files.write(folder.resolve(number + ".wav"), file.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

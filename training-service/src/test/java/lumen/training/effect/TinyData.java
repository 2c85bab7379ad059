package lumen.training.effect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Recordings of half a second: "piano" is a tone, "violin" is noise, and every recording is another
 * one.
 */
final class TinyData {
    private static final int RATE = 8000;
    private static final int LENGTH = RATE / 2;

    private TinyData() {}

    /** Writes a tree of IRMAS's training data with so many files of each label. */
    static Path write(Path folder, int pianos, int violins, int firstNumber) throws IOException {
        for (int file = 0; file < pianos; file++) {
            write(folder, "pia", firstNumber + file);
        }
        for (int file = 0; file < violins; file++) {
            write(folder, "vio", firstNumber + 100 + file);
        }
        return folder;
    }

    private static void write(Path folder, String label, int number) throws IOException {
        Path file = folder.resolve(label).resolve("[%s]%04d__1.wav".formatted(label, number));
        Files.createDirectories(file.getParent());
        Random random = new Random(number);
        double tone = 300 + 100 * random.nextDouble();
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + 2 * LENGTH).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * LENGTH);
        for (int sample = 0; sample < LENGTH; sample++) {
            double value =
                    label.equals("pia")
                            ? Math.sin(2 * Math.PI * tone * sample / RATE)
                            : random.nextGaussian() / 4;
            wav.putShort((short) (8000 * value + 20 * random.nextGaussian()));
        }
        Files.write(file, wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

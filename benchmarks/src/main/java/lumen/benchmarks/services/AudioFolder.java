package lumen.benchmarks.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;

/** The files of a benchmark: those that lie in a folder, or made-up ones when it is empty. */
final class AudioFolder {
    private static final int RATE = 44_100;
    private static final int SHORTEST_SECONDS = 5;
    private static final int LONGEST_SECONDS = 20;

    private AudioFolder() {}

    /**
     * The WAV files of a folder, made first when there are none: 44.1 kHz, stereo, 16 bits, 5 to 20
     * seconds like the files of the IRMAS test set.
     *
     * @param count how many to make
     */
    static List<Path> files(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = list(folder);
        if (!files.isEmpty()) {
            return files;
        }
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            int seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1);
            Files.write(
                    folder.resolve(String.format(Locale.ROOT, "%04d.wav", i)),
                    Wave.stereo(MadeUpMusic.samples(seconds, RATE, i), RATE));
        }
        return list(folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".wav"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        }
    }
}

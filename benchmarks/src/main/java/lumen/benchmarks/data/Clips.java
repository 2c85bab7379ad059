package lumen.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.LabelSet;

/** A training set like that of IRMAS: clips of 3 seconds, 44.1 kHz, stereo, 16 bits. */
final class Clips {
    private static final int RATE = 44_100;
    private static final int SECONDS = 3;

    private Clips() {}

    /** Makes the clips of made-up music, unless they are there. */
    static Dataset make(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        LabelSet labels = LabelSet.irmas();
        List<AudioFile> files = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%04d.wav", index));
            if (!Files.exists(file)) {
                Files.write(file, Wave.stereo(MadeUpMusic.samples(SECONDS, RATE, index), RATE));
            }
            files.add(new AudioFile(file, List.of(labels.codes().get(index % labels.size()))));
        }
        return new Dataset(labels, files);
    }
}

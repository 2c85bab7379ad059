package lumen.standalone.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.cli.rest.Json;
import lumen.testing.WaveFile;

/** Recordings of three "instruments" that a small network tells apart soon. */
record TonesDataset(Path folder) {
    private static final int RATE = 16_000;
    private static final double SECONDS = 1.5;

    /** Writes so many files of each label to learn from, and half as many to choose by. */
    static TonesDataset write(Path folder, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            one(folder.resolve("train"), i);
        }
        for (int i = files; i < files + files / 2; i++) {
            one(folder.resolve("validation"), i);
        }
        return new TonesDataset(folder);
    }

    private static void one(Path folder, int i) throws IOException {
        add(folder, "org", i, WaveFile.sine(SECONDS, RATE, 200 + 7 * i));
        add(folder, "pia", i, WaveFile.sine(SECONDS, RATE, 2_000 + 70 * i));
        add(folder, "vio", i, WaveFile.noise(SECONDS, RATE, i));
    }

    private static void add(Path folder, String label, int i, byte[] audio) throws IOException {
        Path file = folder.resolve(label).resolve("[%s]%04d__1.wav".formatted(label, i));
        Files.createDirectories(file.getParent());
        Files.write(file, audio);
    }

    String train() {
        return "irmastrain:" + folder.resolve("train");
    }

    String validation() {
        return "irmastrain:" + folder.resolve("validation");
    }

    /** Options of a run of a small network over short windows. */
    ObjectNode options(int epochs) {
        ObjectNode options = Json.MAPPER.createObjectNode();
        options.putArray("train_paths").add(train());
        options.putArray("val_paths").add(validation());
        options.putArray("labels").add("org").add("pia").add("vio");
        options.putArray("augmentations");
        options.put("model", "mn04").put("sampling_rate", RATE).put("n_fft", 512);
        options.put("hop_length", 256).put("n_mels", 32).put("window_frames", 32);
        options.put("batch_size", 6).put("epochs", epochs).put("threads", 1).put("device", "cpu");
        options.put("log_every_n_steps", 1);
        return options;
    }
}

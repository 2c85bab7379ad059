package lumen.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.recipe.Recipe;
import lumen.training.data.LocalFeatureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from WAV files to a model file, with a network of full size and small windows. */
class FreshNetworkTest {
    private static final int RATE = 8000;

    @TempDir Path directory;
    private final RecordingListener listener = new RecordingListener();

    private static void writeWave(Path file, double frequency) throws IOException {
        int count = RATE;
        ByteBuffer wave = ByteBuffer.allocate(44 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + 2 * count)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wave.putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * count);
        for (int index = 0; index < count; index++) {
            double phase = 2 * Math.PI * frequency * index / RATE;
            wave.putShort((short) (8000 * Math.sin(phase) + 2000 * Math.sin(3 * phase)));
        }
        Files.createDirectories(file.getParent());
        Files.write(file, wave.array());
    }

    private ObjectNode options(List<String> labels) throws IOException {
        for (int label = 0; label < labels.size(); label++) {
            String code = labels.get(label);
            for (int file = 0; file < 4; file++) {
                writeWave(
                        directory.resolve("train/%s/[%s]000%d.wav".formatted(code, code, file)),
                        200 + 900 * label + 20 * file);
            }
            writeWave(
                    directory.resolve("val/%s/[%s]0009.wav".formatted(code, code)),
                    210 + 900 * label);
        }
        ObjectNode options = new JsonMapper().createObjectNode();
        options.putArray("train_paths").add("irmastrain:" + directory.resolve("train"));
        options.putArray("val_paths").add("irmastrain:" + directory.resolve("val"));
        options.put("model", "mn04").put("audio_transform", "LOG_MEL_SPECTROGRAM");
        options.put("sampling_rate", RATE).put("n_fft", 256).put("hop_length", 200);
        options.put("n_mels", 32).put("window_frames", 32);
        labels.forEach(options.putArray("labels")::add);
        options.put("batch_size", 4).put("epochs", 2).put("threads", 1).put("num_workers", 1);
        options.put("device", "cpu").put("feature_source", "LOCAL");
        return options;
    }

    private RunResult run(ObjectNode options) throws Exception {
        try (LocalFeatureSource source = new LocalFeatureSource(1)) {
            return new TrainingRun(
                            Recipe.of(options),
                            directory.resolve("run"),
                            new RunEnvironment(
                                    source, Path::of, Path::of, 8, 1 << 20, Duration.ofHours(1)),
                            listener,
                            RunSignals.NONE)
                    .run();
        }
    }

    @Test
    void aModelIsMadeOfRecordings() throws Exception {
        // Given augmentations as they are by default
        ObjectNode options = options(List.of("cel", "flu"));

        // When
        RunResult.Finished result = (RunResult.Finished) run(options);

        // Then
        ModelDescription model = ModelFile.describe(result.best());
        assertThat(model.metadata().labels()).containsExactly("cel", "flu");
        assertThat(model.metadata().architecture()).isEqualTo("mn04");
        assertThat(model.inputShape()).startsWith(-1L, 32L);
        assertThat(model.metadata().featureSpecification().get("hop_length").asInt())
                .isEqualTo(200);
        assertThat(model.metadata().provenance().at("/configuration/seed").asInt()).isEqualTo(42);
        assertThat(listener.lines).anyMatch(line -> line.startsWith("features: mean"));
        assertThat(listener.examples.getFirst().examples().getFirst().values()).hasSize(32 * 32);
    }
}

package lumen.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole way from WAV files to a model file, with a network of full size and tiny features. */
class TrainCommandTest {
    private static final int RATE = 8000;

    @TempDir Path directory;

    private static void writeWave(Path file, double frequency, double seconds) throws IOException {
        int count = (int) (seconds * RATE);
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

    private void writeDatasets() throws IOException {
        List<String> labels = List.of("cel", "flu");
        for (int label = 0; label < labels.size(); label++) {
            String code = labels.get(label);
            for (int file = 0; file < 4; file++) {
                writeWave(
                        directory.resolve("train/" + code + "/[" + code + "]000" + file + ".wav"),
                        200 + 900 * label + 20 * file,
                        1);
            }
            writeWave(directory.resolve("test/song" + label + "-1.wav"), 210 + 900 * label, 2.5);
            Files.writeString(directory.resolve("test/song" + label + "-1.txt"), code + "\n");
        }
    }

    private int train(Path output, int epochs, String... more) {
        return train(new StringWriter(), output, epochs, more);
    }

    private int train(StringWriter told, Path output, int epochs, String... more) {
        CommandLine command = CommandLines.of(new TrainCommand());
        command.setErr(new PrintWriter(told, true));
        String[] arguments = {
            "--train-paths",
            "irmastrain:" + directory.resolve("train"),
            "--val-paths",
            "irmastest:" + directory.resolve("test"),
            "--out-dir",
            output.toString(),
            "--sampling-rate",
            "8000",
            "--n-fft",
            "256",
            "--hop-length",
            "200",
            "--n-mels",
            "32",
            "--window-frames",
            "32",
            "--window-hop-frames",
            "32",
            "--batch-size",
            "4",
            "--epochs",
            String.valueOf(epochs),
            "--threads",
            "1",
            "--seed",
            "3",
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return command.execute(all);
    }

    @Test
    void aRunLeavesACompleteModelThatCanBeTrainedFurther() throws Exception {
        // Given
        writeDatasets();
        Path first = directory.resolve("first");

        // When
        int exit = train(first, 2);
        int exitAgain =
                train(
                        directory.resolve("second"),
                        1,
                        "--ckpt",
                        first.resolve(TrainingRun.LAST).toString());

        // Then
        assertThat(exit).isZero();
        assertThat(exitAgain).isZero();
        ModelDescription model = ModelFile.describe(first.resolve(TrainingRun.BEST));
        assertThat(model.metadata().labels()).hasSize(11).startsWith("cel", "cla", "flu");
        assertThat(model.inputShape()).startsWith(-1L, 32L);
        assertThat(model.metadata().featureSpecification().get("hop_length").asInt())
                .isEqualTo(200);
        assertThat(model.metadata().provenance().get("configuration").get("seed").asInt())
                .isEqualTo(3);
        assertThat(model.metadata().provenance().get("training_data").get("files").asInt())
                .isEqualTo(8);
        assertThat(Files.readAllLines(first.resolve("metrics.csv"))).hasSize(3);
    }

    @Test
    void tuningChangesDecisionsAndWindowsButNoWeights() throws Exception {
        // Given
        writeDatasets();
        train(directory.resolve("first"), 1);
        Path trained = directory.resolve("first").resolve(TrainingRun.LAST);
        Path tuned = directory.resolve("tuned.onnx");

        // When
        int exit =
                CommandLines.of(new TuneCommand())
                        .execute(
                                "--model",
                                trained.toString(),
                                "--val-paths",
                                "irmastest:" + directory.resolve("test"),
                                "--window-hop-frames",
                                "16",
                                "--out",
                                tuned.toString());

        // Then
        assertThat(exit).isZero();
        assertThat(ModelFile.read(tuned).getGraph()).isEqualTo(ModelFile.read(trained).getGraph());
        var metadata = ModelFile.describe(tuned).metadata();
        assertThat(metadata.featureSpecification().get("window_hop_frames").asInt()).isEqualTo(16);
        assertThat(metadata.provenance().get("configuration"))
                .isEqualTo(
                        ModelFile.describe(trained).metadata().provenance().get("configuration"));
    }

    @Test
    void theSameCommandGivesTheSameModel() throws Exception {
        // Given
        writeDatasets();
        train(directory.resolve("first"), 1);

        // When
        train(directory.resolve("second"), 1);

        // Then
        assertThat(directory.resolve("second").resolve(TrainingRun.LAST))
                .hasSameBinaryContentAs(directory.resolve("first").resolve(TrainingRun.LAST));
    }

    @Test
    void aRunThatWasStoppedGoesOnAsIfItHadNot() throws Exception {
        // Given a run of three epochs, and one whose state after two is taken up
        writeDatasets();
        train(directory.resolve("whole"), 3);
        Path stopped = directory.resolve("stopped");
        train(stopped, 3, "--stop-after-epochs", "2");

        // When
        int exit = train(stopped, 3, "--resume");

        // Then
        assertThat(exit).isZero();
        assertThat(stopped.resolve(TrainingRun.LAST))
                .hasSameBinaryContentAs(directory.resolve("whole").resolve(TrainingRun.LAST));
        assertThat(Files.readAllLines(stopped.resolve("metrics.csv"))).hasSize(4);
    }

    @Test
    void onlyTheHeadLearnsWhileTheRestIsFrozen() throws Exception {
        // Given
        writeDatasets();
        train(directory.resolve("first"), 1);
        Path first = directory.resolve("first").resolve(TrainingRun.LAST);

        // When
        int exit =
                train(
                        directory.resolve("second"),
                        2,
                        "--ckpt",
                        first.toString(),
                        "--backbone-after",
                        "features.16",
                        "--head-after",
                        "classifier",
                        "--finetune-head-epochs",
                        "1",
                        "--no-finetune-train-bn",
                        "--accumulate-grad-batches",
                        "2");

        // Then
        assertThat(exit).isZero();
        var before = ModelFile.read(first).getGraph().getInitializerList();
        var after =
                ModelFile.read(directory.resolve("second").resolve(TrainingRun.LAST))
                        .getGraph()
                        .getInitializerList();
        List<String> changed =
                IntStream.range(0, before.size())
                        .filter(index -> !before.get(index).equals(after.get(index)))
                        .mapToObj(index -> before.get(index).getName())
                        .toList();
        assertThat(changed)
                .isNotEmpty()
                .allMatch(
                        name ->
                                name.startsWith("backbone.features.16")
                                        || name.startsWith("backbone.classifier"));
    }

    @Test
    void aDeviceThatIsNotThereIsToldInOneSentence() throws Exception {
        // Given
        writeDatasets();
        StringWriter told = new StringWriter();

        // When
        int exit = train(told, directory.resolve("out"), 1, "--device", "cuda");

        // Then
        assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(told.toString())
                .contains("linux-x86_64-gpu")
                .contains("--device cpu")
                .hasLineCount(1);
    }

    @Test
    void aSharedFileBetweenTrainingAndValidationIsRefused() throws Exception {
        // Given
        writeDatasets();

        // When
        int exit =
                train(
                        directory.resolve("out"),
                        1,
                        "--val-paths",
                        "irmastrain:" + directory.resolve("train"));

        // Then
        assertThat(exit).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(directory.resolve("out").resolve(TrainingRun.LAST)).doesNotExist();
    }
}

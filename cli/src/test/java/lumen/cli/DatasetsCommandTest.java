package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the dataset tools on small files of audio; there is no server. */
class DatasetsCommandTest {
    private static final int SAMPLING_RATE = 8000;
    private static final String LOG_MEL =
            """
            {"transform":"LOG_MEL_SPECTROGRAM","sampling_rate":16000,"n_fft":400,"hop_length":160,
             "n_mels":128,"f_min":0.0,"f_max":8000.0,"normalize_audio":true,"window_frames":224,
             "window_hop_frames":224,"padding":"repeat"}
            """;

    @TempDir Path folder;

    @Test
    void statisticsTellFilesAndSecondsOfEachLabelAndAreDrawn() throws Exception {
        // Given
        tone("train/cel/a.wav", 440, 0.5);
        tone("train/voi/b.wav", 220, 0.5);
        tone("train/voi/c.wav", 330, 1);

        // When
        Result result =
                run(
                        "stats",
                        "irmastrain:" + folder.resolve("train"),
                        "--dataset-names",
                        "my train",
                        "--use-seconds",
                        "--save-plots",
                        folder.resolve("figures"));

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("voi +Human voice +2 +1\\.5")
                .containsPattern("all files +3 +2\\.0")
                .contains("my train: files by labels: 3 with 1");
        assertThat(folder.resolve("figures/instr_distrib_my_train.png")).isNotEmptyFile();
        assertThat(folder.resolve("figures/dataset_distrib_my_train.svg")).isNotEmptyFile();
    }

    @Test
    void badFilesAreToldWithTheirPlace() throws Exception {
        // Given
        tone("test/good.wav", 440, 0.5);
        write("test/good.txt", "cel\n");
        Files.copy(folder.resolve("test/good.wav"), folder.resolve("test/twice.wav"));
        write("test/twice.txt", "cel\n");
        tone("test/silent.wav", 0, 0.5);
        write("test/silent.txt", "voi\n");
        write("test/torn.wav", "RIFF");
        write("test/torn.txt", "voi\n");
        tone("test/unknown.wav", 550, 0.5);
        write("test/unknown.txt", "cel\nbanjo\n");
        tone("test/unlabelled.wav", 660, 0.5);

        // When
        Result result = run("check", "irmastest:" + folder.resolve("test"));

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("6 files, 5 of them bad\n");
        assertThat(result.err())
                .contains("silent.wav: 100 % of it is silent")
                .containsPattern("torn.wav: .*cannot be read")
                .contains("twice.wav: the audio of")
                .contains("unknown.txt, line 2: 'banjo' is not a label")
                .contains("unlabelled.wav: there is no label file unlabelled.txt");
    }

    @Test
    void aSplitBySongHasNoLeaks() throws Exception {
        // Given
        for (int song = 0; song < 8; song++) {
            for (int part = 1; part <= 2; part++) {
                tone("test/Song %d-%d.wav".formatted(song, part), 200 + 10 * song + part, 0.1);
                write(
                        "test/Song %d-%d.txt".formatted(song, part),
                        song % 2 == 0 ? "cel\n" : "voi\npia\n");
            }
        }

        // When
        Result split =
                run(
                        "split-songs",
                        "--data",
                        "irmastest:" + folder.resolve("test"),
                        "--out-dir",
                        folder,
                        "--fig-dir",
                        folder);
        Result leaks =
                run(
                        "leaks",
                        "--train-paths",
                        "csv:" + folder.resolve("irmas_train_from_test_n_8.csv"),
                        "--test-paths",
                        "csv:" + folder.resolve("irmas_test_from_test_n_8.csv"));

        // Then
        assertThat(split.exitCode()).as(split.err()).isZero();
        assertThat(split.out()).contains("irmas_train_from_test_n_8.csv: 8 files of 4 songs");
        assertThat(folder.resolve("irmas_test_internal_split.png")).isNotEmptyFile();
        assertThat(leaks)
                .isEqualTo(new Result(0, "0 files are in both\n0 songs are in both\n", ""));
    }

    @Test
    void theRowsOfATableAreSharedOut() throws Exception {
        // Given
        write("all.csv", "file,cel,note\n" + "a.wav,1,\"x, y\"\n".repeat(10));

        // When
        Result result = run("split-csv", folder.resolve("all.csv"), "--fraction", "0.2");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("all_testn_2.csv")))
                .containsExactly("file,cel,note", "a.wav,1,\"x, y\"", "a.wav,1,\"x, y\"");
        assertThat(folder.resolve("all_trainn_8.csv")).isRegularFile();
    }

    @Test
    void openMicBecomesATableWithItsRowsUnited() throws Exception {
        // Given
        write("openmic/audio/000/000046_3840.ogg", "audio");
        write(
                "openmic/openmic-2018-aggregated-labels.csv",
                """
                sample_key,instrument,relevance,num_responses
                000046_3840,guitar,0.9,3
                000046_3840,voice,1.0,3
                000046_3840,piano,0.5,3
                """);

        // When
        Result result =
                run(
                        "openmic",
                        folder.resolve("openmic"),
                        "--map",
                        "guitar=gac",
                        "--out-dir",
                        folder);

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("openmic_r0.8_n_1.csv")))
                .endsWith("openmic/audio/000/000046_3840.ogg,0,0,0,1,0,0,0,0,0,0,1");
    }

    @Test
    void aTreeIsCopiedAtAnotherSamplingRateWithItsLabels() throws Exception {
        // Given
        tone("test/deep/a.wav", 440, 0.5);
        write("test/deep/a.txt", "cel\n");

        // When
        Result result = run("resample", folder.resolve("test"), "--sampling-rate", "16000");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        Path copy = folder.resolve("test_16000_hz/deep/a.wav");
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(copy.toFile())) {
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(16000);
            assertThat(audio.getFormat().getChannels()).isEqualTo(1);
            assertThat(audio.getFrameLength()).isBetween(7_900L, 8_100L);
        }
        assertThat(folder.resolve("test_16000_hz/deep/a.txt")).hasContent("cel");
    }

    @Test
    void meanAndStandardDeviationOfFeaturesAreMeasured() throws Exception {
        // Given
        tone("a/one.wav", 440, 0.5);
        tone("a/two.wav", 880, 0.5);
        write("features.json", LOG_MEL);

        // When
        Result result =
                run(
                        "normalization",
                        folder.resolve("a"),
                        "--features",
                        folder.resolve("features.json"));

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("2 files\nmean -")
                .containsPattern("standard deviation \\d+\\.\\d{6}\n");
    }

    @Test
    void anUnknownTypeIsAWrongUsage() {
        // When
        Result result = run("stats", "flac:somewhere");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("'flac' is not a dataset type; the types are irmastrain, irmastest, csv");
    }

    private static Result run(Object... arguments) {
        String[] all =
                Stream.concat(Stream.of("datasets"), Stream.of(arguments).map(String::valueOf))
                        .toArray(String[]::new);
        return CommandRun.of(URI.create("http://127.0.0.1:1")).run(all);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void tone(String name, int frequency, double seconds) throws IOException {
        byte[] samples = new byte[2 * (int) Math.round(seconds * SAMPLING_RATE)];
        for (int i = 0; i < samples.length / 2; i++) {
            short sample = (short) (20_000 * Math.sin(2 * Math.PI * frequency * i / SAMPLING_RATE));
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (AudioInputStream audio =
                new AudioInputStream(
                        new ByteArrayInputStream(samples),
                        new AudioFormat(SAMPLING_RATE, 16, 1, true, false),
                        samples.length / 2)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}

package lumen.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lumen.cli.LumenAccess;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Symbols;
import lumen.cli.terminal.Terminal;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.Aggregation;
import lumen.model.file.FeatureElementType;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    private static final int BANDS = 32;
    private static final int RATE = 8_000;
    private static final String FEATURES =
            """
            {"transform":"LOG_MEL_SPECTROGRAM","sampling_rate":8000,"n_fft":512,"hop_length":128,
             "n_mels":32,"f_min":0.0,"f_max":4000.0,"normalize_audio":true,"window_frames":32,
             "window_hop_frames":32,"padding":"repeat"}\
            """;

    @TempDir private Path directory;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void aGraphBecomesAModelThatSaysEverythingAboutItself() throws Exception {
        // Given: a graph without metadata, as another tool writes it.
        Path graph = directory.resolve("foreign.onnx");
        Files.write(graph, network(2, 1).toByteArray());
        Path out = directory.resolve("mine.onnx");

        // When
        Result result =
                run(
                        "import",
                        graph.toString(),
                        "--labels",
                        "cel,bell",
                        "--thresholds",
                        "0.4,bell=0.7",
                        "--feature-specification",
                        FEATURES,
                        "--feature-element-type",
                        "FLOAT16",
                        "--out",
                        out.toString());

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("same as foreign.onnx in ONNX Runtime")
                .contains("written: " + out);
        ModelMetadata metadata = ModelFile.describe(out).metadata();
        assertThat(metadata.labels()).containsExactly("cel", "bell");
        assertThat(metadata.labelNames())
                .containsEntry("cel", "Cello")
                .containsEntry("bell", "bell");
        assertThat(metadata.thresholds()).containsEntry("cel", 0.4).containsEntry("bell", 0.7);
        assertThat(metadata.featureElementType()).isEqualTo(FeatureElementType.FLOAT16);
        assertThat(metadata.provenance().path("imported_from").asText()).isEqualTo("foreign.onnx");
    }

    @Test
    void featuresThatDoNotFitHalfPrecisionAreNotDeliveredSo() throws Exception {
        // Given
        Path graph = directory.resolve("foreign.onnx");
        Files.write(graph, network(2, 1).toByteArray());

        // When
        Result result =
                run(
                        "import",
                        graph.toString(),
                        "--labels",
                        "cel,flu",
                        "--feature-specification",
                        FEATURES.replace("LOG_MEL", "MEL"),
                        "--feature-element-type",
                        "FLOAT16",
                        "--out",
                        directory.resolve("mine.onnx").toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("too large for FLOAT16");
    }

    @Test
    void weightsGoIntoTheirNetworkByNameAndTheRestIsTold() throws Exception {
        // Given: the weights of a network for three labels, without lumen's prefix.
        Path weights = directory.resolve("published.safetensors");
        writeSafetensors(weights, network(3, 5));
        Path out = directory.resolve("mn04.onnx");

        // When
        Result result =
                run(
                        "import",
                        weights.toString(),
                        "--architecture",
                        "MN04",
                        "--labels",
                        "cel,flu",
                        "--feature-specification",
                        FEATURES,
                        "--out",
                        out.toString(),
                        "--json");

        // Then
        assertThat(result.err()).isEmpty();
        JsonNode report = Json.MAPPER.readTree(result.out());
        assertThat(report.path("matched").size()).isGreaterThan(100);
        assertThat(report.path("fresh").size()).isEqualTo(2);
        assertThat(report.path("left").size()).isEqualTo(2);
        assertThat(report.path("fresh").path(0).path("reason").asText()).contains("[3, ");
        assertThat(ModelFile.describe(out).metadata().architecture()).isEqualTo("mn04");
    }

    @Test
    void aFileThatWouldRunSomethingIsRefusedAndNothingIsWritten() throws Exception {
        // Given
        Path weights = directory.resolve("evil.safetensors");
        Files.writeString(weights, "\u0080\u0002cos\nsystem\n.", StandardCharsets.ISO_8859_1);

        // When
        Result result =
                run(
                        "import",
                        weights.toString(),
                        "--architecture",
                        "mn04",
                        "--feature-specification",
                        FEATURES,
                        "--out",
                        directory.resolve("evil.onnx").toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("The pickle names os.system");
        assertThat(directory.resolve("evil.onnx")).doesNotExist();
    }

    @Test
    void whatIsMissingOrInTheWayIsTold() throws Exception {
        // Given
        Path graph = directory.resolve("foreign.onnx");
        Files.write(graph, network(2, 1).toByteArray());

        // When
        Result unknownFeatures =
                run("import", graph.toString(), "--out", directory.resolve("x.onnx").toString());
        Result inTheWay = run("import", graph.toString(), "--out", graph.toString());
        Result missing =
                run("import", "none.onnx", "--out", directory.resolve("y.onnx").toString());

        // Then
        assertThat(unknownFeatures.err()).contains("--like").contains("--feature-specification");
        assertThat(inTheWay.err()).contains("is there already");
        assertThat(missing.err()).contains("there is no file none.onnx");
        assertThat(List.of(unknownFeatures.exitCode(), inTheWay.exitCode(), missing.exitCode()))
                .containsOnly(2);
    }

    @Test
    void aModelIsQuantizedWhenItStaysGoodEnoughAndRefusedOtherwise() throws Exception {
        // Given
        Path model = directory.resolve("exact.onnx");
        ModelFile.write(model, network(2, 1), metadata());
        Path table = tones(12);
        String dataset = "csv:" + table;

        // When
        Result refused =
                run("quantize", model.toString(), "--dataset-paths", dataset, "--max-drop", "-1");
        boolean writtenThen = Files.exists(directory.resolve("exact-int8.onnx"));
        Result done =
                run("quantize", model.toString(), "--dataset-paths", dataset, "--max-drop", "1");

        // Then
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("nothing was written");
        assertThat(writtenThen).isFalse();
        assertThat(done.err()).isEmpty();
        assertThat(done.exitCode()).isZero();
        assertThat(done.out())
                .contains("micro F1")
                .contains("float32")
                .contains("int8")
                .contains("measured on 10 files, ranges from 2 others");
        ModelDescription small = ModelFile.describe(directory.resolve("exact-int8.onnx"));
        assertThat(small.metadata().labels()).containsExactly("cel", "flu");
        assertThat(small.metadata().provenance().path("quantization").path("before")).isNotEmpty();
        assertThat(small.sizeBytes()).isLessThan(Files.size(model) / 2);
    }

    @Test
    void aModelInHalfPrecisionAnswersNearlyTheSameInHalfTheSize() throws Exception {
        // Given
        Path model = directory.resolve("exact.onnx");
        ModelFile.write(model, network(2, 1), metadata());

        // When
        Result result = run("convert", model.toString(), "--precision", "fp16");

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("scores of noise differ by at most [0-9.]+(e-[0-9]+)?;");
        assertThat(
                        ModelFile.describe(directory.resolve("exact-fp16.onnx"))
                                .metadata()
                                .featureElementType())
                .isEqualTo(FeatureElementType.FLOAT16);
        assertThat(Files.size(directory.resolve("exact-fp16.onnx")))
                .isLessThan((long) (0.55 * Files.size(model)));
    }

    @Test
    void aModelFileIsShownWithoutAServer() throws Exception {
        // Given
        Path model = directory.resolve("exact.onnx");
        ModelFile.write(model, network(2, 1), metadata());

        // When
        Result result = run("show", model.toString());

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("input         any × 32 × any")
                .contains("architecture  mn04")
                .containsPattern("multiply-adds [1-9][0-9,]+ for one window")
                .contains("cel    Cello       0.50");
    }

    private static ModelMetadata metadata() throws IOException {
        return new ModelMetadata(
                List.of("cel", "flu"),
                Map.of("cel", "Cello", "flu", "Flute"),
                Json.MAPPER.readTree(FEATURES),
                Map.of("cel", 0.5, "flu", 0.5),
                Aggregation.MEAN,
                "mn04",
                Json.MAPPER.createObjectNode());
    }

    private static ModelProto network(int labels, long seed) {
        Architecture architecture = Architectures.named("mn04");
        return architecture.build(
                new Blueprint(
                        new Preprocessing(BANDS, -40, 20, OptionalInt.empty()),
                        architecture.defaultHead(),
                        labels,
                        seed));
    }

    private static void writeSafetensors(Path file, ModelProto model) throws IOException {
        StringBuilder header = new StringBuilder("{");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            int start = data.size();
            data.writeBytes(tensor.getRawData().toByteArray());
            header.append(header.length() > 1 ? "," : "")
                    .append(
                            "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                                    .formatted(
                                            tensor.getName().replaceFirst("^backbone\\.", ""),
                                            tensor.getDimsList(),
                                            start,
                                            data.size()));
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + data.size())
                        .order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(text.length).put(text).put(data.toByteArray()).array());
    }

    /** Half a second of a low or a high tone in each file, in a table of labels. */
    private Path tones(int count) throws IOException {
        StringBuilder table = new StringBuilder("file,cel,flu\n");
        for (int i = 0; i < count; i++) {
            boolean low = i % 2 == 0;
            Path file = directory.resolve("tone" + i + ".wav");
            Files.write(file, wave(low ? 200 + 10 * i : 1_500 + 50 * i));
            table.append("%s,%d,%d%n".formatted(file.getFileName(), low ? 1 : 0, low ? 0 : 1));
        }
        Path path = directory.resolve("tones.csv");
        Files.writeString(path, table);
        return path;
    }

    private static byte[] wave(double frequency) {
        int samples = RATE / 2;
        int bytes = samples * Short.BYTES;
        ByteBuffer wave = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wave.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
        wave.putShort((short) Short.BYTES).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (int i = 0; i < samples; i++) {
            wave.putShort((short) (10_000 * Math.sin(2 * Math.PI * frequency * i / RATE)));
        }
        return wave.array();
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        new Terminal(screen(out), screen(err)),
                        LumenAccess.at(URI.create("http://127.0.0.1:1")),
                        Map.of());
        int exitCode =
                ModelsCommand.create(surroundings)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments);
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                false,
                Screen.UNLIMITED,
                false,
                Symbols.UNICODE);
    }
}

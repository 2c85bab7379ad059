package lumen.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory;

    private static ModelMetadata metadata() {
        return new ModelMetadata(
                List.of("cel", "flu"),
                Map.of("cel", "cello", "flu", "flute"),
                JSON.createObjectNode().put("n_mels", 16).put("f_min", 0.5),
                Map.of("cel", 0.25, "flu", 0.5),
                Aggregation.MEAN,
                "tiny",
                JSON.createObjectNode().put("tool", "a test"));
    }

    /** One linear layer over the mean of 16 bands × 4 frames. */
    private static ModelProto tinyModel(int labels) {
        GraphBuilder graph = new GraphBuilder("tiny");
        Value input =
                graph.input("features", Dimension.named("N"), Dimension.of(16), Dimension.of(4));
        Value logits =
                Layers.linear(
                        graph,
                        graph.flatten(input),
                        "linear",
                        64,
                        labels,
                        Initialization.normal(1),
                        Initialization.constant(0));
        graph.output(logits, "logits", Dimension.named("N"), Dimension.of(labels));
        return graph.build(1);
    }

    @Test
    void aWrittenModelDescribesItselfAsItWasWritten() throws Exception {
        // Given
        Path file = directory.resolve("tiny.onnx");
        ModelFile.write(file, tinyModel(2), metadata());

        // When
        ModelDescription description = ModelFile.describe(file);

        // Then
        assertThat(description.metadata()).isEqualTo(metadata());
        assertThat(description.inputShape()).containsExactly(-1L, 16L, 4L);
        assertThat(description.parameters()).isEqualTo(2 * 64 + 2);
        assertThat(description.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(description.version())
                .isEqualTo(ModelFile.version(file))
                .matches("[0-9a-f]{12}");
    }

    @Test
    void aWrittenModelIsReadBackWithItsWeightsAndMetadata() throws Exception {
        // Given
        Path file = directory.resolve("tiny.onnx");
        ModelFile.write(file, tinyModel(2), metadata());

        // When
        ModelProto read = ModelFile.read(file);

        // Then
        assertThat(read.getGraph()).isEqualTo(tinyModel(2).getGraph());
        assertThat(ModelFile.metadata(read)).isEqualTo(metadata());
    }

    @Test
    void writingAgainReplacesTheMetadataAndLeavesNothingElseBehind() throws Exception {
        // Given
        Path file = directory.resolve("tiny.onnx");
        ModelFile.write(file, tinyModel(2), metadata());
        ModelMetadata tuned = metadata().withThresholds(Map.of("cel", 0.75, "flu", 1.0));

        // When
        ModelFile.write(file, ModelFile.read(file), tuned);

        // Then
        assertThat(ModelFile.describe(file).metadata()).isEqualTo(tuned);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aModelMaySayThatItWantsItsFeaturesInHalfPrecision() throws Exception {
        // Given
        Path file = directory.resolve("tiny.onnx");
        ModelMetadata half = metadata().withFeatureElementType(FeatureElementType.FLOAT16);

        // When
        ModelFile.write(file, tinyModel(2), half);

        // Then
        assertThat(ModelFile.describe(file).metadata()).isEqualTo(half);
    }

    @Test
    void aModelThatDoesNotSayHowItWantsItsFeaturesGetsThemInSinglePrecision() throws Exception {
        // Given: a file of before there was a choice.
        Map<String, String> entries = new LinkedHashMap<>(metadata().toEntries());
        entries.remove(ModelMetadata.FEATURE_ELEMENT_TYPE);

        // When
        ModelMetadata read = ModelMetadata.fromEntries(entries);

        // Then
        assertThat(read.featureElementType()).isEqualTo(FeatureElementType.FLOAT32);
    }

    @Test
    void theSameModelHasTheSameVersionWhereverItIsWritten() throws Exception {
        // Given
        Path first = directory.resolve("first.onnx");
        Path second = directory.resolve("second.onnx");
        ModelFile.write(first, tinyModel(2), metadata());

        // When
        ModelFile.write(second, tinyModel(2), metadata());

        // Then
        assertThat(ModelFile.version(second)).isEqualTo(ModelFile.version(first));
    }

    @Test
    void onnxRuntimeReadsTheMetadata() throws Exception {
        // Given
        Path file = directory.resolve("tiny.onnx");
        ModelFile.write(file, tinyModel(2), metadata());

        // When
        Map<String, String> entries;
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            entries = session.getMetadata().getCustomMetadata();
        }

        // Then
        assertThat(ModelMetadata.fromEntries(entries)).isEqualTo(metadata());
    }

    @Test
    void theBundledArchitectureFitsTwentyMegabytesAndCountsItsParameters() throws Exception {
        // Given
        Path file = directory.resolve("mobilenet.onnx");
        ModelProto model =
                Architectures.named("mobilenet_v3_large")
                        .build(
                                new Blueprint(
                                        new Preprocessing(128, 0, 1, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        2,
                                        0));
        ModelFile.write(file, model, metadata());

        // When
        ModelDescription description = ModelFile.describe(file);

        // Then: nine labels less than the 4,218,683 of eleven, 1281 parameters each.
        assertThat(description.parameters()).isEqualTo(4_218_683 - 9 * 1281);
        assertThat(description.sizeBytes()).isLessThan(20_000_000);
        assertThat(description.accepts(List.of(128, 224))).isTrue();
        assertThat(description.accepts(List.of(128, 100))).isTrue();
        assertThat(description.accepts(List.of(64, 224))).isFalse();
        assertThat(description.accepts(List.of(128))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lumen.labels                | [\"cel\",\"cel\"]           | twice",
                "lumen.labels                | [\"cel\"]                   | label_names names a"
                        + " label that is not in [cel]",
                "lumen.labels                | [\"cel\",\"flu\",\"vio\"]   | thresholds has no"
                        + " threshold for vio",
                "lumen.labels                | []                          | empty",
                "lumen.labels                | [null,\"cel\"]              | null",
                "lumen.labels                | {}                          | not the JSON",
                "lumen.labels                | [\"cel\",\"flu\"] x         | not the JSON",
                "lumen.thresholds            | {\"cel\":1.5,\"flu\":0.5}   | from 0 to 1",
                "lumen.thresholds            | {\"cel\":\"NaN\",\"flu\":0} | from 0 to 1",
                "lumen.thresholds            | {\"cel\":0.5}               | for flu",
                "lumen.label_names           | {\"tru\":\"trumpet\"}       | not in",
                "lumen.aggregation           | median                      | MAX",
                "lumen.feature_specification | [1]                         | not a JSON object",
                "lumen.feature_element_type  | BFLOAT16                    | FLOAT16",
                "lumen.provenance            | 3                           | not a JSON object",
                "lumen.architecture          | ''                          | missing",
            })
    void wrongMetadataIsRefusedWithTheReason(String key, String value, String reason)
            throws IOException {
        // Given
        Map<String, String> entries = new LinkedHashMap<>(metadata().toEntries());
        entries.put(key, value);
        Path file = directory.resolve("wrong.onnx");
        Files.write(file, withEntries(tinyModel(2), entries).toByteArray());

        // When, Then
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("lumen.")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lumen.labels",
                "lumen.thresholds",
                "lumen.aggregation",
                "lumen.feature_specification",
                "lumen.architecture"
            })
    void missingMetadataIsNamed(String key) throws IOException {
        // Given
        Map<String, String> entries = new LinkedHashMap<>(metadata().toEntries());
        entries.remove(key);
        Path file = directory.resolve("wrong.onnx");
        Files.write(file, withEntries(tinyModel(2), entries).toByteArray());

        // When, Then
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model file has no metadata entry " + key);
    }

    @Test
    void namesAndProvenanceMayBeMissing() throws Exception {
        // Given
        Map<String, String> entries = new LinkedHashMap<>(metadata().toEntries());
        entries.remove("lumen.label_names");
        entries.remove("lumen.provenance");
        Path file = directory.resolve("anonymous.onnx");
        Files.write(file, withEntries(tinyModel(2), entries).toByteArray());

        // When
        ModelMetadata read = ModelFile.describe(file).metadata();

        // Then
        assertThat(read.labelNames()).isEmpty();
        assertThat(read.provenance()).isEmpty();
    }

    @Test
    void labelsMustBeAsManyAsOutputs() throws IOException {
        // Given
        Path file = directory.resolve("three.onnx");
        ModelFile.write(file, tinyModel(3), metadata());

        // When, Then
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The model names 2 labels but has 3 outputs");
    }

    @Test
    void weightsInOtherFilesAreRefused() throws IOException {
        // Given
        ModelProto.Builder model = withEntries(tinyModel(2), metadata().toEntries()).toBuilder();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../secret"));
        Path file = directory.resolve("external.onnx");
        Files.write(file, model.build().toByteArray());

        // When, Then
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("other files");
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("other files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this is text, not a model", "\n\u0003abc", "PK\u0003\u0004zip"})
    void aFileThatIsNotOnnxIsRefused(String content) throws IOException {
        // Given
        Path file = directory.resolve("text.onnx");
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));

        // When, Then
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("not an ONNX model");
        assertThatThrownBy(() -> ModelFile.read(file)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        // Given
        Path whole = directory.resolve("whole.onnx");
        ModelFile.write(whole, tinyModel(2), metadata());
        byte[] bytes = Files.readAllBytes(whole);
        Path file = directory.resolve("cut.onnx");

        for (int length = 0; length < bytes.length; length += 17) {
            Files.write(file, Arrays.copyOf(bytes, length));

            // When, Then
            assertThatThrownBy(() -> ModelFile.describe(file))
                    .isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void randomDamageNeverThrowsAnythingButAModelFormatException() throws IOException {
        // Given
        Path whole = directory.resolve("whole.onnx");
        ModelFile.write(whole, tinyModel(2), metadata());
        byte[] bytes = Files.readAllBytes(whole);
        Path file = directory.resolve("damaged.onnx");
        Random random = new Random(9);

        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);

            // When
            Throwable thrown = null;
            try {
                ModelFile.describe(file);
            } catch (ModelFormatException e) {
                thrown = e;
            }

            // Then: nothing else was thrown, and what was has a sentence.
            if (thrown != null) {
                assertThat(thrown).hasMessageContaining(" ");
            }
        }
    }

    private static ModelProto withEntries(ModelProto model, Map<String, String> entries) {
        ModelProto.Builder builder = model.toBuilder();
        entries.forEach(
                (key, value) ->
                        builder.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return builder.build();
    }
}

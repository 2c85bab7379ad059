package lumen.model.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lumen.model.Fixtures;
import lumen.model.Inference;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.graph.Parameters;
import lumen.model.imported.GraphImport.Imported;
import lumen.model.imported.GraphImport.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphImportTest {
    private static final int WINDOWS = 3;

    @TempDir private Path directory;

    @Test
    void tiesOfAnExportAreUndoneAndEveryParameterHasItsName() throws Exception {
        // Given: both normalisations began alike, so the exporter kept one of each tensor.
        ModelProto source = read("image-preserve-17.onnx");

        // When
        Imported imported = GraphImport.of(source, request(2, 8, 8));

        // Then
        assertThat(Parameters.trainable(imported.model().getGraph()))
                .containsExactlyInAnyOrder(
                        "features.0.weight",
                        "features.1.weight",
                        "features.1.bias",
                        "features.3.weight",
                        "features.4.weight",
                        "features.4.bias",
                        "classifier.weight",
                        "classifier.bias");
        assertThat(Parameters.runningStatistics(imported.model().getGraph().getNodeList()))
                .hasSize(4);
        assertThat(imported.notes()).anyMatch(note -> note.endsWith("tied weights were separated"));
        assertSameAsSource(source, imported, request(2, 8, 8));
    }

    @Test
    void aWindowOfAnotherSizeFitsAGraphThatTakesAnySize() throws Exception {
        // Given
        ModelProto source = read("image-preserve-17.onnx");

        // When
        Imported imported = GraphImport.of(source, request(2, 16, 20));

        // Then
        assertThat(shape(imported.model().getGraph().getInput(0))).isEqualTo("N,16,frames");
        assertSameAsSource(source, imported, request(2, 16, 20));
    }

    @Test
    void foldedWeightsOfAnEvaluationExportCanBeTrainedToo() throws Exception {
        // Given: the exporter calls the folded kernels onnx::Conv_...
        ModelProto source = read("image-eval-11.onnx");

        // When
        Imported imported = GraphImport.of(source, request(2, 8, 8));

        // Then
        assertThat(Parameters.trainable(imported.model().getGraph()))
                .hasSize(6)
                .contains("classifier.weight", "classifier.bias")
                .anyMatch(name -> name.startsWith("onnx::Conv"));
        assertSameAsSource(source, imported, request(2, 8, 8));
    }

    @Test
    void windowsAreResizedForAGraphOfFixedSizeAndStandardised() throws Exception {
        // Given: images [1, 1, 6, 6] of five classes.
        ModelProto source = read("image-fixed-13.onnx");
        Request request = new Request(5, 16, 10, -40, 20, Optional.empty(), 1);

        // When
        Imported imported = GraphImport.of(source, request);

        // Then
        assertThat(imported.layout().shape(WINDOWS)).containsExactly(WINDOWS, 1, 6, 6);
        assertThat(shape(imported.model().getGraph().getInput(0))).isEqualTo("N,16,10");
        assertSameAsSource(source, imported, request);
    }

    @Test
    void aLastLayerForOtherClassesIsMadeAnewAndTheRestStays() throws Exception {
        // Given
        ModelProto source = read("image-fixed-13.onnx");

        // When
        Imported imported = GraphImport.of(source, request(3, 6, 6));

        // Then
        assertThat(imported.notes())
                .contains("the last layer, classifier.weight, is fresh: 3 labels instead of 5");
        assertThat(shape(imported.model().getGraph().getOutput(0))).isEqualTo("N,3");
        assertThat(imported.value()).isNotEqualTo("logits");
        assertSameAsSource(source, imported, request(3, 6, 6));
    }

    @Test
    void timeBeforeFrequencyIsTurned() throws Exception {
        // Given: sequences [n, 12, 8] of frames.
        ModelProto source = read("frames-bands-17.onnx");

        // When
        Imported imported = GraphImport.of(source, request(2, 8, 12));

        // Then
        assertThat(imported.layout().transposed()).isTrue();
        assertSameAsSource(source, imported, request(2, 8, 12));
    }

    @Test
    void aWaveformIsOneRowAndTheSigmoidAtTheEndIsLeftOut() throws Exception {
        // Given
        ModelProto source = read("wave-17.onnx");

        // When
        Imported imported = GraphImport.of(source, request(2, 1, 100));

        // Then
        assertThat(imported.notes())
                .contains("Sigmoid at the end was left out: models give logits");
        assertThat(shape(imported.model().getGraph().getInput(0))).isEqualTo("N,1,frames");
        assertSameAsSource(source, imported, request(2, 1, 100));
    }

    @Test
    void namesThatLumenUsesItselfAreFreed() throws Exception {
        // Given: an input of lumen's name, and an inner value of the output's.
        ModelProto exported = read("wave-17.onnx");
        ModelProto source =
                ModelProto.parseFrom(
                        exported.toBuilder()
                                .setGraph(
                                        new Renaming(java.util.Set.of("input"))
                                                .applyTo(exported.getGraph()))
                                .build()
                                .toByteArray());
        ModelProto.Builder renamed = source.toBuilder();
        renamed.setGraph(renameTo(source, "source.input", "features"));

        // When
        Imported imported = GraphImport.of(renamed.build(), request(2, 1, 100));

        // Then
        assertSameAsSource(renamed.build(), imported, request(2, 1, 100));
    }

    @Test
    void aWindowThatCannotBeMadeFitIsRefused() throws Exception {
        // Given
        ModelProto source = read("frames-bands-17.onnx");

        // When, Then
        assertThatThrownBy(() -> GraphImport.of(source, request(2, 8, 13)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The graph takes [-1, 12, 8], but a window of features is [8, 13]");
    }

    @Test
    void operatorsOfAnotherTimeAreRefused() throws Exception {
        // Given
        ModelProto.Builder source = read("wave-17.onnx").toBuilder();
        source.getOpsetImportBuilder(0).setVersion(9);

        // When, Then
        assertThatThrownBy(() -> GraphImport.of(source.build(), request(2, 1, 100)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("version 9 of ONNX's operators; known are 11 to 23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity", "Softmax"})
    void aLastOperatorWithoutInputIsRefused(String operator) throws Exception {
        // Given
        ModelProto.Builder source = read("wave-17.onnx").toBuilder();
        source.getGraphBuilder()
                .addNode(NodeProto.newBuilder().setOpType(operator).addOutput("nothing"))
                .clearOutput()
                .addOutput(ValueInfoProto.newBuilder().setName("nothing"));

        // When, Then
        assertThatThrownBy(() -> GraphImport.of(source.build(), request(2, 1, 100)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("The graph's " + operator + " that makes nothing has no input");
    }

    private ModelProto read(String name) throws Exception {
        return ModelFile.read(Fixtures.copy(name, directory));
    }

    private static Request request(int labels, int bands, int frames) {
        return new Request(labels, bands, frames, 0, 1, Optional.empty(), 1);
    }

    private static ai.onnx.proto.OnnxMl.GraphProto renameTo(
            ModelProto model, String from, String to) {
        ai.onnx.proto.OnnxMl.GraphProto.Builder graph = model.getGraph().toBuilder();
        graph.getInputBuilderList().stream()
                .filter(input -> input.getName().equals(from))
                .forEach(input -> input.setName(to));
        for (int n = 0; n < graph.getNodeCount(); n++) {
            for (int i = 0; i < graph.getNode(n).getInputCount(); i++) {
                if (graph.getNode(n).getInput(i).equals(from)) {
                    graph.getNodeBuilder(n).setInput(i, to);
                }
            }
        }
        return graph.build();
    }

    private static String shape(ValueInfoProto value) {
        List<String> sizes =
                value.getType().getTensorType().getShape().getDimList().stream()
                        .map(
                                dimension ->
                                        dimension.hasDimParam()
                                                ? dimension.getDimParam()
                                                : Long.toString(dimension.getDimValue()))
                        .toList();
        return String.join(",", sizes);
    }

    /** The imported model computes in ONNX Runtime what its source does, window by window. */
    private static void assertSameAsSource(ModelProto source, Imported imported, Request request)
            throws OrtException {
        Random random = new Random(3);
        int size = request.bands() * request.frames();
        ModelProto asked = withOutput(source, imported.sourceValue());
        float[] all = new float[WINDOWS * size];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) random.nextGaussian() * 10;
        }
        float[] actual =
                Inference.run(
                        withOutput(imported.model(), imported.value()),
                        all,
                        WINDOWS,
                        request.bands(),
                        request.frames());
        for (int window = 0; window < WINDOWS; window++) {
            float[] one = java.util.Arrays.copyOfRange(all, window * size, (window + 1) * size);
            float[] expected =
                    Inference.run(
                            asked,
                            imported.layout()
                                    .apply(one, 1, request.mean(), request.standardDeviation()),
                            imported.layout().shape(1));
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[window * expected.length + i])
                        .isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    private static ModelProto withOutput(ModelProto model, String value) {
        ModelProto.Builder asked = model.toBuilder();
        asked.getGraphBuilder().clearOutput().addOutput(ValueInfoProto.newBuilder().setName(value));
        return asked.build();
    }
}

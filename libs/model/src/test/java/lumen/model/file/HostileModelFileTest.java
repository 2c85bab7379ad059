package lumen.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileModelFileTest {
    @TempDir private Path directory;

    @Test
    void aGraphThatGoesInACircleIsRefused() throws IOException {
        // Given
        Path file =
                write(
                        graph ->
                                graph.addNode(node("first", "Add", "made", "features", "turned"))
                                        .addNode(node("second", "Relu", "turned", "made")));

        // When, Then
        assertRefused(
                file,
                "The graph goes in a circle: the node first uses turned, which is made from its own"
                        + " result");
    }

    @Test
    void aNodeThatUsesItselfIsRefused() throws IOException {
        // Given
        Path file = write(graph -> graph.addNode(node("self", "Relu", "made", "made")));

        // When, Then
        assertRefused(file, "goes in a circle: the node self");
    }

    @Test
    void nodesInTheWrongOrderAreRefused() throws IOException {
        // Given
        Path file =
                write(
                        graph ->
                                graph.addNode(node("late", "Relu", "b", "a"))
                                        .addNode(node("early", "Relu", "a", "features")));

        // When, Then
        assertRefused(file, "The node late stands before the one that makes its input a");
    }

    @Test
    void aValueThatNothingMakesIsRefused() throws IOException {
        // Given
        Path file = write(graph -> graph.addNode(node("lost", "Relu", "b", "nowhere")));

        // When, Then
        assertRefused(file, "The node lost uses nowhere, which nothing makes");
    }

    @Test
    void aValueThatIsMadeTwiceIsRefused() throws IOException {
        // Given
        Path file =
                write(
                        graph ->
                                graph.addNode(node("", "Relu", "a", "features"))
                                        .addNode(node("", "Relu", "a", "features")));

        // When, Then
        assertRefused(file, "The graph makes a twice");
    }

    @Test
    void hugeDeclaredTensorsAreRefusedBeforeAnythingIsMade() throws IOException {
        // Given: 4 TB said to be in 4 bytes, as weight and as constant; and more than there is.
        TensorProto.Builder huge =
                TensorProto.newBuilder()
                        .setName("huge")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(1_000_000)
                        .addDims(1000)
                        .setRawData(ByteString.copyFrom(new byte[4]));
        Path weight = write(graph -> graph.addInitializer(huge));
        Path constant = write(graph -> graph.addNode(constant("c", huge.build())));
        Path inSubgraph =
                write(
                        graph ->
                                graph.addNode(
                                        node("if", "If", "x", "features").toBuilder()
                                                .addAttribute(
                                                        AttributeProto.newBuilder()
                                                                .setName("then_branch")
                                                                .setG(
                                                                        GraphProto.newBuilder()
                                                                                .addInitializer(
                                                                                        huge)))));
        Path impossible =
                write(
                        graph ->
                                graph.addInitializer(
                                        huge.clone().addDims(Long.MAX_VALUE).addDims(8)));
        Path negative = write(graph -> graph.addInitializer(huge.clone().addDims(-1)));
        Path empty = write(graph -> graph.addInitializer(huge.clone().clearRawData()));

        // When, Then
        for (Path file : List.of(weight, constant, inSubgraph)) {
            assertRefused(
                    file,
                    "The tensor huge declares the shape [1000000, 1000], 4000000000 bytes, but the"
                            + " file has 4 for it");
        }
        assertRefused(impossible, "The tensor huge declares an impossible shape");
        assertRefused(negative, "The tensor huge declares an impossible shape");
        assertRefused(empty, "but the file has 0 for it");
    }

    @Test
    void externalWeightsAreRefusedWhereverTheyAre() throws IOException {
        // Given: they could name any file of the machine.
        TensorProto external =
                TensorProto.newBuilder()
                        .setName("secret")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(
                                StringStringEntryProto.newBuilder()
                                        .setKey("location")
                                        .setValue("../../etc/passwd"))
                        .build();
        Path constant = write(graph -> graph.addNode(constant("c", external)));
        Path inSubgraph =
                write(
                        graph ->
                                graph.addNode(
                                        node("loop", "Loop", "x", "features").toBuilder()
                                                .addAttribute(
                                                        AttributeProto.newBuilder()
                                                                .setName("body")
                                                                .setG(
                                                                        GraphProto.newBuilder()
                                                                                .addNode(
                                                                                        constant(
                                                                                                "c",
                                                                                                external))))));

        // When, Then
        for (Path file : List.of(constant, inSubgraph)) {
            assertRefused(file, "keeps weights in other files");
        }
    }

    @Test
    void aFunctionThatCallsItselfIsRefused() throws IOException {
        // Given: two functions that unfold into one another for ever.
        ModelProto.Builder model = model().toBuilder();
        model.addFunctions(function("ping", "pong")).addFunctions(function("pong", "ping"));
        Path file = directory.resolve("recursive.onnx");
        Files.write(file, model.build().toByteArray());

        // When, Then
        assertRefused(file, "The model's function evil::ping calls itself");
    }

    @Test
    void functionsThatUnfoldToMoreThanAnyMemoryHoldsAreRefused() throws IOException {
        // Given: sixty functions, each of which calls the next one twice.
        ModelProto.Builder model = model().toBuilder();
        for (int i = 0; i < 60; i++) {
            FunctionProto once = function("f" + i, "f" + (i + 1));
            model.addFunctions(
                    once.toBuilder().addNode(once.getNode(0).toBuilder().setOutput(0, "z")));
        }
        Path file = directory.resolve("doubling.onnx");
        Files.write(file, model.build().toByteArray());

        // When, Then
        assertRefused(file, "The model's functions unfold to more than");
    }

    @Test
    void unknownElementTypesAreRefused() throws IOException {
        // Given
        Path file =
                write(
                        graph ->
                                graph.addInitializer(
                                        TensorProto.newBuilder().setName("odd").setDataType(99)));

        // When, Then
        assertRefused(file, "The tensor odd has an unknown element type, 99");
    }

    @Test
    void graphsWithinGraphsMayUseWhatIsAroundThem() throws Exception {
        // Given
        GraphProto branch =
                GraphProto.newBuilder().addNode(node("", "Relu", "inner", "features")).build();
        Path file =
                write(
                        graph ->
                                graph.addNode(
                                        node("if", "If", "x", "features").toBuilder()
                                                .addAttribute(
                                                        AttributeProto.newBuilder()
                                                                .setName("then_branch")
                                                                .setG(branch))));

        // When
        ModelDescription description = ModelFile.describe(file);

        // Then
        assertThat(description.metadata().architecture()).isEqualTo("tiny");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> ModelFile.describe(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(reason);
    }

    private static NodeProto node(String name, String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType(type)
                .addOutput(output)
                .addAllInput(List.of(inputs))
                .build();
    }

    private static NodeProto constant(String output, TensorProto value) {
        return node(output, "Constant", output).toBuilder()
                .addAttribute(AttributeProto.newBuilder().setName("value").setT(value))
                .build();
    }

    private static FunctionProto function(String name, String called) {
        return FunctionProto.newBuilder()
                .setDomain("evil")
                .setName(name)
                .addInput("x")
                .addOutput("y")
                .addNode(node("", called, "y", "x").toBuilder().setDomain("evil"))
                .build();
    }

    private Path write(Consumer<GraphProto.Builder> change) throws IOException {
        ModelProto.Builder model = model().toBuilder();
        change.accept(model.getGraphBuilder());
        Path file = Files.createTempFile(directory, "hostile", ".onnx");
        Files.write(file, model.build().toByteArray());
        return file;
    }

    /** A model of one layer that can be served. */
    private static ModelProto model() {
        GraphBuilder graph = new GraphBuilder("tiny");
        Value input = graph.input("features", Dimension.named("N"), Dimension.of(2));
        graph.output(graph.flatten(input), "logits", Dimension.named("N"), Dimension.of(2));
        ModelProto.Builder model = graph.build(1).toBuilder();
        new ModelMetadata(
                        List.of("cel", "flu"),
                        Map.of(),
                        new ObjectMapper().createObjectNode(),
                        Map.of("cel", 0.5, "flu", 0.5),
                        Aggregation.MAX,
                        "tiny",
                        new ObjectMapper().createObjectNode())
                .toEntries()
                .forEach(
                        (key, value) ->
                                model.addMetadataProps(
                                        StringStringEntryProto.newBuilder()
                                                .setKey(key)
                                                .setValue(value)));
        return model.build();
    }
}

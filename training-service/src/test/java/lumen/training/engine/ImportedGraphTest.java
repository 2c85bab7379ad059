package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Graphs as other tools write them. */
class ImportedGraphTest {
    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @Test
    void parametersThatWereMergedLearnOnTheirOwnAgain() {
        // Given one tensor that stands for two parameters
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output()
                        .weight("first.bias", new float[] {1, 2, 3}, 3)
                        .node("Identity", "first.bias", "second.bias")
                        .node("Add", "x,first.bias", "a")
                        .node("Mul", "a,second.bias", "y")
                        .model();

        // When
        ModelProto imported = ImportedGraph.of(model);

        // Then
        try (TrainableGraph graph = new TrainableGraph(imported)) {
            assertThat(graph.parameters()).containsOnlyKeys("first.bias", "second.bias");
            assertThat(TensorData.floats(graph.parameters().get("second.bias")))
                    .containsExactly(1, 2, 3);
        }
        assertThat(imported.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly("Add", "Mul");
    }

    @Test
    void aGraphExportedInTrainingModeIsServedByItsRunningStatistics() {
        // Given
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output()
                        .weight("s", new float[] {1, 1, 1}, 3)
                        .weight("b", new float[3], 3)
                        .weight("m", new float[3], 3)
                        .weight("v", new float[] {1, 1, 1}, 3)
                        .node("BatchNormalization", "x,s,b,m,v", "y,u,w", "training_mode", 1L)
                        .model();

        // When
        NodeProto node = ImportedGraph.of(model).getGraph().getNode(0);

        // Then
        assertThat(node.getOutputList()).containsExactly("y");
        assertThat(node.getAttributeList()).isEmpty();
    }

    @Test
    void aGraphThatNeedsNothingStaysAsItIs() {
        // Given
        ModelProto model = new Graphs().input("x", 2, 3).output().node("Relu", "x", "y").model();

        // When
        ModelProto imported = ImportedGraph.of(model);

        // Then
        assertThat(imported).isSameAs(model);
    }

    @Test
    void operatorsOfAnUnknownVersionAreRefused() {
        // Given
        ModelProto model = new Graphs().input("x", 2, 3).output().node("Relu", "x", "y").model(10);

        // When, Then
        assertThatThrownBy(() -> new TrainableGraph(model))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("version 10")
                .hasMessageContaining("11 to 23");
    }

    private static FunctionProto scaledTwice() {
        return FunctionProto.newBuilder(Graphs.identity("exported", "Scaled"))
                .clearNode()
                .addAttribute("axis")
                .addNode(
                        NodeProto.newBuilder()
                                .setOpType("Softmax")
                                .addInput("X")
                                .addOutput("soft")
                                .addAttribute(
                                        ai.onnx.proto.OnnxMl.AttributeProto.newBuilder()
                                                .setName("axis")
                                                .setType(
                                                        ai.onnx.proto.OnnxMl.AttributeProto
                                                                .AttributeType.INT)
                                                .setRefAttrName("axis")))
                .addNode(
                        NodeProto.newBuilder()
                                .setOpType("Mul")
                                .addInput("soft")
                                .addInput("X")
                                .addOutput("Y"))
                .build();
    }

    @Test
    void functionsOfTheModelArePutInPlaceOfTheirCalls() throws OrtException {
        // Given
        OperatorCase graph =
                OperatorCase.of(
                        "functions",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .function(scaledTwice())
                                .node("exported::Scaled", "x", "a", "axis", 0L)
                                .node("exported::Scaled", "a", "y", "axis", 1L)
                                .model());

        // When
        List<NodeProto> nodes = FunctionInlining.nodes(graph.model());

        // Then
        assertThat(nodes)
                .extracting(NodeProto::getOpType)
                .containsExactly("Softmax", "Mul", "Softmax", "Mul");
        graph.compare();
    }

    @Test
    void aFunctionThatCallsItselfIsRefused() {
        // Given
        FunctionProto endless =
                FunctionProto.newBuilder(Graphs.identity("exported", "Endless"))
                        .setNode(
                                0,
                                NodeProto.newBuilder()
                                        .setDomain("exported")
                                        .setOpType("Endless")
                                        .addInput("X")
                                        .addOutput("Y"))
                        .build();
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output()
                        .function(endless)
                        .node("exported::Endless", "x", "y")
                        .model();

        // When, Then
        assertThatThrownBy(() -> new TrainableGraph(model))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Endless calls itself");
    }

    @Test
    void operatorsOfOtherDomainsAreRefusedWithTheirDomain() {
        // Given an operator whose name ONNX has, too
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output()
                        .node("com.microsoft::Gelu", "x", "y")
                        .model();

        // When, Then
        assertThatThrownBy(() -> new TrainableGraph(model))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("com.microsoft::Gelu");
    }
}

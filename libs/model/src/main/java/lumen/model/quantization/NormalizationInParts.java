package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.ArrayList;
import java.util.List;
import lumen.model.graph.Tensors;

/**
 * Layer normalisations of the last axis written as means, differences and products.
 *
 * <p>ONNX Runtime computes {@code LayerNormalization} number by number, the parts several numbers
 * at once: in a ConvNeXt whose linear layers are integers that is the greatest part of what is
 * left. The square is a product, not a power, lest ONNX Runtime make one operator of the parts
 * again.
 */
final class NormalizationInParts {
    private static final float DEFAULT_EPSILON = 1e-5f;

    /** From this version on the axes of a reduction are an input. */
    private static final long AXES_AS_INPUT = 18;

    private final boolean axesAsInput;
    private final List<NodeProto> nodes = new ArrayList<>();

    private NormalizationInParts(boolean axesAsInput) {
        this.axesAsInput = axesAsInput;
    }

    /** The model with its layer normalisations in parts. */
    static ModelProto in(ModelProto model) {
        boolean axesAsInput =
                model.getOpsetImportList().stream()
                        .filter(set -> set.getDomain().isEmpty())
                        .mapToLong(OperatorSetIdProto::getVersion)
                        .anyMatch(version -> version >= AXES_AS_INPUT);
        NormalizationInParts parts = new NormalizationInParts(axesAsInput);
        model.getGraph().getNodeList().forEach(parts::add);
        GraphProto.Builder graph = model.getGraph().toBuilder().clearNode().addAllNode(parts.nodes);
        return model.toBuilder().setGraph(graph).build();
    }

    private void add(NodeProto node) {
        if (!node.getOpType().equals("LayerNormalization")
                || node.getOutputCount() != 1
                || node.getInputCount() != 3
                || integer(node, "axis", -1) != -1) {
            nodes.add(node);
            return;
        }
        String path = node.getOutput(0);
        String epsilon = path + ".epsilon";
        nodes.add(
                QuantizedGraph.constantNode(
                        Tensors.of(epsilon, new long[0], new float[] {epsilon(node)})));
        String mean = mean(node.getInput(0), path + ".mean");
        String centred = operator("Sub", path + ".centred", node.getInput(0), mean);
        String square = operator("Mul", path + ".square", centred, centred);
        String variance = mean(square, path + ".variance");
        String positive = operator("Add", path + ".positive", variance, epsilon);
        String deviation = operator("Sqrt", path + ".deviation", positive);
        String standard = operator("Div", path + ".standard", centred, deviation);
        String scaled = operator("Mul", path + ".scaled", standard, node.getInput(1));
        operator("Add", path, scaled, node.getInput(2));
    }

    private String mean(String value, String result) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType("ReduceMean")
                        .setName(result)
                        .addInput(value)
                        .addOutput(result)
                        .addAttribute(QuantizedGraph.integer("keepdims", 1));
        if (axesAsInput) {
            String axes = result + ".axes";
            nodes.add(
                    QuantizedGraph.constantNode(Tensors.of(axes, new long[] {1}, new long[] {-1})));
            node.addInput(axes);
        } else {
            node.addAttribute(
                    AttributeProto.newBuilder()
                            .setName("axes")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(-1));
        }
        nodes.add(node.build());
        return result;
    }

    private String operator(String type, String result, String... inputs) {
        nodes.add(
                NodeProto.newBuilder()
                        .setOpType(type)
                        .setName(result)
                        .addAllInput(List.of(inputs))
                        .addOutput(result)
                        .build());
        return result;
    }

    private static float epsilon(NodeProto node) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("epsilon"))
                .map(AttributeProto::getF)
                .findFirst()
                .orElse(DEFAULT_EPSILON);
    }

    private static long integer(NodeProto node, String name, long usual) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .map(AttributeProto::getI)
                .findFirst()
                .orElse(usual);
    }
}

package lumen.model.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.model.architecture.Architecture;
import lumen.model.graph.Tensors;

/**
 * Writes the operations that make windows of features into what an exported graph takes, in
 * operators that are the same in every version of ONNX's operator set since 11.
 */
final class InputAdapter {
    private final List<NodeProto> nodes = new ArrayList<>();
    private String value = Architecture.INPUT;

    private InputAdapter() {}

    /**
     * The operations from {@link Architecture#INPUT}, {@code [N, bands, frames]}, to the graph's
     * input.
     *
     * @param target the name of the graph's input, which the last operation makes
     * @param mean subtracted from every value
     * @param standardDeviation divides every value
     */
    static List<NodeProto> write(
            InputLayout layout, String target, double mean, double standardDeviation) {
        InputAdapter adapter = new InputAdapter();
        if (mean != 0) {
            adapter.arithmetic("Sub", mean);
        }
        if (standardDeviation != 1) {
            adapter.arithmetic("Div", standardDeviation);
        }
        if (layout.transposed()) {
            adapter.add("Transpose", ints("perm", 0, 2, 1), adapter.value);
        }
        adapter.resize(1, layout.sourceRows(), layout.rows());
        adapter.resize(2, layout.sourceColumns(), layout.columns());
        adapter.shape(layout);
        adapter.nodes.add(
                NodeProto.newBuilder()
                        .setOpType("Identity")
                        .setName("lumen.input")
                        .addInput(adapter.value)
                        .addOutput(target)
                        .build());
        return adapter.nodes;
    }

    private void arithmetic(String operator, double number) {
        String constant = name("constant");
        nodes.add(
                ConstantTensors.node(
                        Tensors.of(constant, new long[0], new float[] {(float) number})));
        add(operator, null, value, constant);
    }

    private void resize(int axis, int oldSize, int newSize) {
        if (oldSize != newSize) {
            String indices = integers(InputLayout.nearest(newSize, oldSize));
            add("Gather", integer("axis", axis), value, indices);
        }
    }

    private void shape(InputLayout layout) {
        if (layout.rank() == 2) {
            add("Reshape", null, value, integers(0, -1));
        } else if (layout.rank() == 4) {
            // A size of 0 stands for the input's own: the number of windows.
            long columns = layout.anyFrames() && !layout.transposed() ? -1 : layout.columns();
            long rows = layout.anyFrames() && layout.transposed() ? -1 : layout.rows();
            add("Reshape", null, value, integers(0, 1, rows, columns));
            if (layout.channels() > 1) {
                String[] copies = new String[layout.channels()];
                Arrays.fill(copies, value);
                add("Concat", integer("axis", 1), copies);
            }
        }
    }

    private String integers(long... values) {
        String constant = name("constant");
        nodes.add(ConstantTensors.node(Tensors.of(constant, new long[] {values.length}, values)));
        return constant;
    }

    private void add(String operator, AttributeProto attribute, String... inputs) {
        value = name(operator);
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(value)
                        .addAllInput(List.of(inputs))
                        .addOutput(value);
        if (attribute != null) {
            node.addAttribute(attribute);
        }
        nodes.add(node.build());
    }

    private String name(String kind) {
        return "lumen.input." + kind + "_" + nodes.size();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}

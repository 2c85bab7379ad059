package lumen.model.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Value;

/**
 * MobileNetV3-Large (Howard et al. 2019, "Searching for MobileNetV3", table 1), with the sizes,
 * initialisation and parameter names of torchvision's {@code mobilenet_v3_large} below {@code
 * backbone}. The head stands where torchvision's last linear layer stands, {@code
 * backbone.classifier.3}.
 */
final class MobileNetV3Large implements Architecture {
    private static final double EPSILON = 0.001;
    private static final double MOMENTUM = 0.01;
    private static final double DROPOUT = 0.2;
    private static final double LINEAR_STANDARD_DEVIATION = 0.01;
    private static final int STEM_CHANNELS = 16;
    private static final int LAST_CHANNELS = 960;
    private static final int FEATURES = 1280;

    /**
     * One inverted residual block.
     *
     * @param expanded channels of the depthwise convolution
     * @param squeeze whether channels are weighted by squeeze and excitation
     */
    private record Block(
            int input,
            int kernel,
            int expanded,
            int output,
            boolean squeeze,
            Activation activation,
            int stride) {
        boolean hasResidual() {
            return stride == 1 && input == output;
        }
    }

    private static final List<Block> BLOCKS =
            List.of(
                    new Block(16, 3, 16, 16, false, Activation.RELU, 1),
                    new Block(16, 3, 64, 24, false, Activation.RELU, 2),
                    new Block(24, 3, 72, 24, false, Activation.RELU, 1),
                    new Block(24, 5, 72, 40, true, Activation.RELU, 2),
                    new Block(40, 5, 120, 40, true, Activation.RELU, 1),
                    new Block(40, 5, 120, 40, true, Activation.RELU, 1),
                    new Block(40, 3, 240, 80, false, Activation.HARD_SWISH, 2),
                    new Block(80, 3, 200, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 184, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 184, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 480, 112, true, Activation.HARD_SWISH, 1),
                    new Block(112, 3, 672, 112, true, Activation.HARD_SWISH, 1),
                    new Block(112, 5, 672, 160, true, Activation.HARD_SWISH, 2),
                    new Block(160, 5, 960, 160, true, Activation.HARD_SWISH, 1),
                    new Block(160, 5, 960, 160, true, Activation.HARD_SWISH, 1));

    @Override
    public String name() {
        return "mobilenet_v3_large";
    }

    @Override
    public ModelProto build(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name());
        Value image = blueprint.preprocessing().appendTo(graph);
        Value value =
                convolution(
                        graph,
                        image,
                        "backbone.features.0",
                        new Convolution(Preprocessing.channels(), STEM_CHANNELS, 3, 2, 1, false),
                        Activation.HARD_SWISH);
        for (int i = 0; i < BLOCKS.size(); i++) {
            value = block(graph, value, "backbone.features." + (i + 1), BLOCKS.get(i));
        }
        value =
                convolution(
                        graph,
                        value,
                        "backbone.features." + (BLOCKS.size() + 1),
                        Convolution.pointwise(BLOCKS.getLast().output(), LAST_CHANNELS, false),
                        Activation.HARD_SWISH);
        value = graph.flatten(graph.globalAveragePool(value));
        value =
                graph.linear(
                        value,
                        "backbone.classifier.0",
                        LAST_CHANNELS,
                        FEATURES,
                        Initialization.normal(LINEAR_STANDARD_DEVIATION),
                        Initialization.constant(0));
        value = graph.activation(value, Activation.HARD_SWISH);
        value = graph.dropout(value, "backbone.classifier.2", DROPOUT);
        value =
                blueprint
                        .head()
                        .appendTo(
                                graph,
                                value,
                                "backbone.classifier.3",
                                FEATURES,
                                blueprint.labels());
        graph.output(value, OUTPUT, Dimension.named("N"), Dimension.of(blueprint.labels()));
        return graph.build(blueprint.seed());
    }

    /** Expansion, depthwise convolution, squeeze and excitation, projection, residual. */
    private static Value block(GraphBuilder graph, Value input, String path, Block block) {
        Value value = input;
        int layer = 0;
        if (block.expanded() != block.input()) {
            value =
                    convolution(
                            graph,
                            value,
                            path + ".block." + layer++,
                            Convolution.pointwise(block.input(), block.expanded(), false),
                            block.activation());
        }
        value =
                convolution(
                        graph,
                        value,
                        path + ".block." + layer++,
                        new Convolution(
                                block.expanded(),
                                block.expanded(),
                                block.kernel(),
                                block.stride(),
                                block.expanded(),
                                false),
                        block.activation());
        if (block.squeeze()) {
            value = squeezeExcitation(graph, value, path + ".block." + layer++, block.expanded());
        }
        value =
                convolution(
                        graph,
                        value,
                        path + ".block." + layer,
                        Convolution.pointwise(block.expanded(), block.output(), false),
                        Activation.IDENTITY);
        return block.hasResidual() ? graph.add(value, input) : value;
    }

    private static Value convolution(
            GraphBuilder graph,
            Value image,
            String path,
            Convolution convolution,
            Activation activation) {
        Value value =
                graph.convolution(
                        image,
                        path + ".0",
                        convolution,
                        Initialization.heNormalByOutputs(convolution));
        value =
                graph.batchNormalization(
                        value, path + ".1", convolution.outputChannels(), EPSILON, MOMENTUM);
        return graph.activation(value, activation);
    }

    /** Weights each channel by a small network over the channels' means. */
    private static Value squeezeExcitation(
            GraphBuilder graph, Value image, String path, int channels) {
        int squeezed = multipleOfEight(channels / 4);
        Convolution reduce = Convolution.pointwise(channels, squeezed, true);
        Convolution expand = Convolution.pointwise(squeezed, channels, true);
        Value value = graph.globalAveragePool(image);
        value =
                graph.convolution(
                        value, path + ".fc1", reduce, Initialization.heNormalByOutputs(reduce));
        value = graph.activation(value, Activation.RELU);
        value =
                graph.convolution(
                        value, path + ".fc2", expand, Initialization.heNormalByOutputs(expand));
        value = graph.activation(value, Activation.HARD_SIGMOID);
        return graph.multiply(value, image);
    }

    /** The nearest multiple of 8, at least 8, and not less than nine tenths of the channels. */
    private static int multipleOfEight(int channels) {
        int rounded = Math.max(8, (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}

package lumen.model.architecture;

import java.util.List;
import lumen.model.architecture.MobileNetV3Features.Block;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Value;

/**
 * A dynamic MobileNet of EfficientAT (Schmid et al. 2024, "Dynamic convolutional neural networks as
 * efficient pre-trained audio models"): MobileNetV3's blocks whose convolutions, rectifiers and
 * attention depend on a summary of each block's input. Parameters are named as in the published
 * checkpoints {@code dymn10_as} and so on, below {@code backbone}.
 *
 * <p>A dynamic convolution mixes four kernels by the input's softmax, at the temperature 1 that
 * their training ends with. A depthwise one convolves with all four and mixes the results, which is
 * the same and lets one graph serve any number of windows.
 *
 * @param name the architecture's name
 * @param width relative to MobileNetV3-Large
 */
record DynamicMobileNet(String name, double width) implements Architecture {
    private static final NormalizedConvolution CONVOLUTION = MobileNetV3Features.CONVOLUTION;
    private static final int KERNELS = 4;
    private static final int LEAST_CONTEXT = 32;
    private static final int MOST_CONTEXT = 128;
    private static final long TO_THE_END = Long.MAX_VALUE;

    /**
     * What a block knows of its whole input.
     *
     * @param vector {@code [N, size]}
     * @param size length of the vector
     * @param rows how much each row of the block's image counts, {@code [N, C, H, 1]}
     * @param columns the same for columns, {@code [N, C, 1, W]}
     */
    private record Context(Value vector, int size, Value rows, Value columns) {}

    @Override
    public Head defaultHead() {
        return LinearHead.plain();
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        List<Block> blocks = MobileNetV3Features.blocks(width);
        Value value =
                CONVOLUTION.appendTo(
                        graph,
                        blueprint.preprocessing().appendChannelTo(graph),
                        "backbone.in_c",
                        Convolution.centred(1, blocks.getFirst().input(), 3, 2, 1),
                        Activation.HARD_SWISH);
        for (int i = 0; i < blocks.size(); i++) {
            value = append(graph, value, "backbone.layers." + i, blocks.get(i));
        }
        int channels = MobileNetV3Features.lastChannels(width);
        value =
                CONVOLUTION.appendTo(
                        graph,
                        value,
                        "backbone.out_c",
                        Convolution.pointwise(blocks.getLast().output(), channels, false),
                        Activation.HARD_SWISH);
        int features = MobileNetV3Features.classifierWidth(width);
        EfficientAt.appendClassifier(graph, blueprint, value, channels, features);
        return graph;
    }

    private Value append(GraphBuilder graph, Value input, String path, Block block) {
        Context context = context(graph, input, path + ".context_gen", block);
        int expanded = block.expanded();
        Value value = input;
        if (expanded != block.input()) {
            value = pointwise(graph, value, path + ".exp_conv", block.input(), expanded, context);
            value = normalized(graph, value, path + ".exp_norm", expanded);
            value = graph.activation(value, block.activation());
        }
        value = depthwise(graph, value, path + ".depth_conv", block, context);
        value = normalized(graph, value, path + ".depth_norm", expanded);
        value = rectified(graph, value, path + ".depth_act", expanded, context);
        value = graph.multiply(value, graph.activation(context.rows(), Activation.SIGMOID));
        value = graph.multiply(value, graph.activation(context.columns(), Activation.SIGMOID));
        value = pointwise(graph, value, path + ".proj_conv", expanded, block.output(), context);
        value = normalized(graph, value, path + ".proj_norm", block.output());
        return block.hasResidual() ? graph.add(value, input) : value;
    }

    /** Means of rows and of columns, one after the other, through a layer that both share. */
    private Context context(GraphBuilder graph, Value image, String path, Block block) {
        int size =
                Math.clamp(
                        MobileNetV3Features.multipleOfEight(Math.floorDiv(block.expanded(), 4)),
                        MobileNetV3Features.multipleOfEight(LEAST_CONTEXT * width),
                        MobileNetV3Features.multipleOfEight(MOST_CONTEXT * width));
        Value rowMeans = graph.reduce(Reduction.MEAN, image, true, 3);
        Value columnMeans =
                graph.transpose(graph.reduce(Reduction.MEAN, image, true, 2), 0, 1, 3, 2);
        Convolution joint = Convolution.pointwise(block.input(), size, false);
        Value both =
                Layers.convolution(
                        graph,
                        graph.concatenate(List.of(rowMeans, columnMeans), 2),
                        path + ".joint_conv",
                        joint,
                        Initialization.heNormalByOutputs(joint));
        both = normalized(graph, both, path + ".joint_norm", size);
        both = graph.activation(both, Activation.HARD_SWISH);
        Value height = graph.size(image, 2);
        Value rows = graph.slice(both, graph.constant(0L), height, 2);
        Value columns =
                graph.transpose(
                        graph.slice(both, height, graph.constant(TO_THE_END), 2), 0, 1, 3, 2);
        if (block.stride() > 1) {
            long stride = block.stride();
            rows =
                    graph.averagePool(
                            rows, new long[] {3, 1}, new long[] {stride, 1}, new long[] {1, 0});
            columns =
                    graph.averagePool(
                            columns, new long[] {1, 3}, new long[] {1, stride}, new long[] {0, 1});
        }
        Convolution widening = Convolution.pointwise(size, block.expanded(), true);
        Initialization weight = Initialization.heNormalByOutputs(widening);
        return new Context(
                graph.flatten(graph.reduce(Reduction.MEAN, both, true, 2)),
                size,
                Layers.convolution(graph, rows, path + ".conv_f", widening, weight),
                Layers.convolution(graph, columns, path + ".conv_t", widening, weight));
    }

    /** Each window's own matrix over the channels of each pixel. */
    private static Value pointwise(
            GraphBuilder graph,
            Value image,
            String path,
            int inputs,
            int outputs,
            Context context) {
        Convolution convolution = Convolution.pointwise(inputs, outputs, false);
        Value kernels = kernels(graph, path, convolution);
        Value mixed = graph.matrixProduct(shares(graph, path, context), kernels);
        Value pixels =
                graph.matrixProduct(
                        graph.reshape(mixed, -1, outputs, inputs),
                        graph.reshape(image, 0, inputs, -1));
        return graph.reshape(pixels, shapeLike(graph, image, outputs));
    }

    private static Value depthwise(
            GraphBuilder graph, Value image, String path, Block block, Context context) {
        int channels = block.expanded();
        int kernel = block.kernel();
        Value kernels =
                kernels(graph, path, Convolution.centred(channels, channels, kernel, 1, channels));
        Value byChannel =
                graph.reshape(
                        graph.transpose(graph.reshape(kernels, KERNELS, channels, -1), 1, 0, 2),
                        (long) KERNELS * channels,
                        1,
                        kernel,
                        kernel);
        Value all =
                Layers.convolutionWith(
                        graph,
                        image,
                        byChannel,
                        Convolution.centred(
                                channels, KERNELS * channels, kernel, block.stride(), channels));
        Value apart = graph.reshape(all, 0, channels, KERNELS, -1);
        Value shares = graph.reshape(shares(graph, path, context), -1, 1, KERNELS, 1);
        Value mixed = graph.reduce(Reduction.SUM, graph.multiply(apart, shares), false, 2);
        return graph.reshape(mixed, shapeLike(graph, all, channels));
    }

    /** The four kernels, each as one row. */
    private static Value kernels(GraphBuilder graph, String path, Convolution convolution) {
        long values = (long) convolution.outputChannels() * convolution.inputsOfAnOutput();
        Value weight =
                graph.parameter(
                        path + ".weight",
                        Initialization.heNormalByOutputs(convolution),
                        1,
                        1,
                        KERNELS,
                        values);
        return graph.reshape(weight, KERNELS, values);
    }

    /** How much each kernel counts, {@code [N, kernels]}. */
    private static Value shares(GraphBuilder graph, String path, Context context) {
        Value scores =
                EfficientAt.linear(
                        graph, context.vector(), path + ".residuals.0", context.size(), KERNELS);
        return graph.softmax(scores, -1);
    }

    /** The shape of an image with another number of channels. */
    private static Value shapeLike(GraphBuilder graph, Value image, int channels) {
        return graph.concatenate(
                List.of(
                        graph.size(image, 0),
                        graph.constant((long) channels),
                        graph.size(image, 2),
                        graph.size(image, 3)),
                0);
    }

    /** The greater of two lines, whose slopes and heights depend on the window. */
    private static Value rectified(
            GraphBuilder graph, Value image, String path, int channels, Context context) {
        int coefficients = 4 * channels;
        Value theta =
                EfficientAt.linear(
                        graph,
                        context.vector(),
                        path + ".coef_net.0",
                        context.size(),
                        coefficients);
        Value signed =
                graph.subtract(
                        graph.scale(graph.activation(theta, Activation.SIGMOID), 2),
                        graph.constant(new long[0], 1));
        Value lines = graph.reshape(signed, 0, channels, 1, 1, 4);
        lines = graph.multiply(lines, graph.constant(new long[] {4}, 1, 1, 0.5f, 0.5f));
        lines = graph.add(lines, graph.constant(new long[] {4}, 1, 0, 0, 0));
        List<Value> parts =
                graph.split(lines, 4, 4).stream().map(part -> graph.squeeze(part, 4)).toList();
        return graph.maximum(
                graph.add(graph.multiply(image, parts.get(0)), parts.get(2)),
                graph.add(graph.multiply(image, parts.get(1)), parts.get(3)));
    }

    private static Value normalized(GraphBuilder graph, Value image, String path, int channels) {
        return Layers.batchNormalization(
                graph, image, path, channels, 1, CONVOLUTION.epsilon(), CONVOLUTION.momentum());
    }
}

package lumen.model.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers that have parameters.
 *
 * <p>Each takes the graph it is added to, its input, and a path; its parameters are named as
 * PyTorch names those of the module at that path, {@code path.weight} and so on.
 */
public final class Layers {
    private Layers() {}

    /** A convolution of images {@code [N, C, H, W]}; a bias begins at 0. */
    public static Value convolution(
            GraphBuilder graph,
            Value image,
            String path,
            Convolution convolution,
            Initialization weight) {
        return convolution(graph, image, path, convolution, 2, weight);
    }

    /** A convolution of signals {@code [N, C, T]}; a bias begins at 0. */
    public static Value temporalConvolution(
            GraphBuilder graph,
            Value signal,
            String path,
            Convolution convolution,
            Initialization weight) {
        return convolution(graph, signal, path, convolution, 1, weight);
    }

    private static Value convolution(
            GraphBuilder graph,
            Value input,
            String path,
            Convolution convolution,
            int axes,
            Initialization weight) {
        long[] shape = repeated(convolution.kernel(), 2 + axes);
        shape[0] = convolution.outputChannels();
        shape[1] = convolution.inputChannels() / convolution.groups();
        List<Value> inputs = new ArrayList<>();
        inputs.add(input);
        inputs.add(graph.parameter(path + ".weight", weight, shape));
        if (convolution.bias()) {
            inputs.add(
                    graph.parameter(
                            path + ".bias",
                            Initialization.constant(0),
                            convolution.outputChannels()));
        }
        return graph.node(path, "Conv", inputs, attributes(convolution, axes));
    }

    /**
     * A convolution of images {@code [N, C, H, W]} without bias, whose kernel is computed by the
     * graph.
     *
     * @param kernel {@code [outputs, inputs / groups, size, size]}
     */
    public static Value convolutionWith(
            GraphBuilder graph, Value image, Value kernel, Convolution convolution) {
        return graph.node("Conv", List.of(image, kernel), attributes(convolution, 2));
    }

    private static Attributes attributes(Convolution convolution, int axes) {
        return Attributes.none()
                .with("kernel_shape", repeated(convolution.kernel(), axes))
                .with("strides", repeated(convolution.stride(), axes))
                .with("pads", repeated(convolution.padding(), 2 * axes))
                .with("group", convolution.groups());
    }

    /**
     * A convolution of signals {@code [N, C, T]} whose kernel is computed by the graph and that
     * keeps their length.
     *
     * @param kernel {@code [outputs, inputs / groups, size]}
     * @param bias {@code [outputs]}
     */
    public static Value temporalConvolutionWith(
            GraphBuilder graph, Value signal, Value kernel, Value bias, int size, int groups) {
        long before = size / 2;
        return graph.node(
                "Conv",
                List.of(signal, kernel, bias),
                Attributes.none()
                        .with("kernel_shape", new long[] {size})
                        .with("pads", new long[] {before, size - 1 - before})
                        .with("group", groups));
    }

    /**
     * Batch normalisation: each channel's mean and variance, those of the batch in training, the
     * running ones otherwise.
     *
     * @param scale where the scale begins; 1 but for the last normalisation of a residual branch
     * @param momentum how much a batch changes the running statistics, as PyTorch counts it (ONNX's
     *     is one minus this)
     */
    public static Value batchNormalization(
            GraphBuilder graph,
            Value image,
            String path,
            int channels,
            double scale,
            double epsilon,
            double momentum) {
        return graph.node(
                path,
                "BatchNormalization",
                List.of(
                        image,
                        graph.parameter(
                                path + ".weight", Initialization.constant((float) scale), channels),
                        graph.parameter(path + ".bias", Initialization.constant(0), channels),
                        graph.parameter(
                                path + ".running_mean", Initialization.constant(0), channels),
                        graph.parameter(
                                path + ".running_var", Initialization.constant(1), channels)),
                Attributes.none()
                        .with("epsilon", (float) epsilon)
                        .with("momentum", (float) (1 - momentum)));
    }

    /** Layer normalisation of the last dimension, with scale and bias. */
    public static Value layerNormalization(
            GraphBuilder graph, Value features, String path, int size, double epsilon) {
        return graph.node(
                path,
                "LayerNormalization",
                List.of(
                        features,
                        graph.parameter(path + ".weight", Initialization.constant(1), size),
                        graph.parameter(path + ".bias", Initialization.constant(0), size)),
                Attributes.none().with("axis", -1).with("epsilon", (float) epsilon));
    }

    /** Layer normalisation of the channels of each pixel of images {@code [N, C, H, W]}. */
    public static Value channelNormalization(
            GraphBuilder graph, Value image, String path, int channels, double epsilon) {
        Value last = graph.transpose(image, 0, 2, 3, 1);
        Value normal = layerNormalization(graph, last, path, channels, epsilon);
        return graph.transpose(normal, 0, 3, 1, 2);
    }

    /** Group normalisation of signals {@code [N, C, T]} with one group for each channel. */
    public static Value instanceNormalization(
            GraphBuilder graph, Value signal, String path, int channels, double epsilon) {
        return graph.node(
                path,
                "InstanceNormalization",
                List.of(
                        signal,
                        graph.parameter(path + ".weight", Initialization.constant(1), channels),
                        graph.parameter(path + ".bias", Initialization.constant(0), channels)),
                Attributes.none().with("epsilon", (float) epsilon));
    }

    /** A linear layer with bias: {@code [N, inputs]} to {@code [N, outputs]}. */
    public static Value linear(
            GraphBuilder graph,
            Value features,
            String path,
            int inputs,
            int outputs,
            Initialization weight,
            Initialization bias) {
        return graph.node(
                path,
                "Gemm",
                List.of(
                        features,
                        graph.parameter(path + ".weight", weight, outputs, inputs),
                        graph.parameter(path + ".bias", bias, outputs)),
                Attributes.none().with("transB", 1));
    }

    /**
     * A linear layer with bias over the last of any number of dimensions: {@code [..., inputs]} to
     * {@code [..., outputs]}.
     */
    public static Value projection(
            GraphBuilder graph,
            Value features,
            String path,
            int inputs,
            int outputs,
            Initialization weight,
            Initialization bias) {
        Value matrix =
                graph.transpose(graph.parameter(path + ".weight", weight, outputs, inputs), 1, 0);
        return graph.node(
                path,
                "Add",
                List.of(
                        graph.matrixProduct(features, matrix),
                        graph.parameter(path + ".bias", bias, outputs)),
                Attributes.none());
    }

    /**
     * One layer of long short-term memory that runs forward: {@code [T, N, inputs]} to {@code [T,
     * N, outputs]}.
     *
     * <p>Parameters are stored as PyTorch stores them, gates in the order input, forget, cell,
     * output; ONNX wants input, output, forget, cell, so the graph puts them in order.
     *
     * @param path the module's path
     * @param layer the layer's number within the module, part of its parameters' names
     */
    public static Value longShortTermMemory(
            GraphBuilder graph, Value sequence, String path, int layer, int inputs, int outputs) {
        Initialization uniform = Initialization.uniformByInputs(outputs);
        long rows = 4L * outputs;
        Value fromInput = gates(graph, path + ".weight_ih_l" + layer, uniform, rows, inputs);
        Value fromState = gates(graph, path + ".weight_hh_l" + layer, uniform, rows, outputs);
        Value bias =
                graph.concatenate(
                        List.of(
                                gates(graph, path + ".bias_ih_l" + layer, uniform, rows),
                                gates(graph, path + ".bias_hh_l" + layer, uniform, rows)),
                        1);
        Value states =
                graph.node(
                        path + "_l" + layer,
                        "LSTM",
                        List.of(sequence, fromInput, fromState, bias),
                        Attributes.none().with("hidden_size", outputs));
        return graph.squeeze(states, 1);
    }

    private static Value gates(
            GraphBuilder graph, String name, Initialization initialization, long... shape) {
        List<Value> gates = graph.split(graph.parameter(name, initialization, shape), 4, 0);
        Value ordered =
                graph.concatenate(
                        List.of(gates.get(0), gates.get(3), gates.get(1), gates.get(2)), 0);
        return graph.unsqueeze(ordered, 0);
    }

    private static long[] repeated(long value, int times) {
        long[] values = new long[times];
        Arrays.fill(values, value);
        return values;
    }
}

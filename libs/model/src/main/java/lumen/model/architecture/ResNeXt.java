package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/**
 * ResNeXt (Xie et al. 2017, "Aggregated residual transformations for deep neural networks") with
 * the sizes and parameter names of torchvision's, below {@code backbone}. The head stands at {@code
 * backbone.fc}. Each residual branch begins at nothing: the scale of its last normalisation is 0
 * (Goyal et al. 2017, "Accurate, large minibatch SGD").
 *
 * @param name the architecture's name
 * @param depths blocks of each of the four stages
 * @param groups groups of the 3 × 3 convolutions
 * @param groupWidth channels of a group in the first stage
 */
record ResNeXt(String name, List<Integer> depths, int groups, int groupWidth)
        implements Architecture {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;
    private static final int STEM_CHANNELS = 64;
    private static final int EXPANSION = 4;

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value value = blueprint.preprocessing().appendImageTo(graph);
        Convolution stem = Convolution.centred(Preprocessing.channels(), STEM_CHANNELS, 7, 2, 1);
        value = normalized(graph, value, "backbone.conv1", "backbone.bn1", stem, 1);
        value = graph.activation(value, Activation.RELU);
        value = graph.maxPool(value, new long[] {3, 3}, new long[] {2, 2}, 1);
        int channels = STEM_CHANNELS;
        for (int stage = 0; stage < depths.size(); stage++) {
            int output = EXPANSION * (STEM_CHANNELS << stage);
            int width = groups * (groupWidth << stage);
            for (int block = 0; block < depths.get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String path = "backbone.layer%d.%d".formatted(stage + 1, block);
                value = append(graph, value, path, channels, width, output, stride);
                channels = output;
            }
        }
        Value features = graph.flatten(graph.globalAveragePool(value));
        blueprint.appendHead(graph, features, "backbone.fc", channels);
        return graph;
    }

    /** A bottleneck: narrow, convolve in groups, widen, and add the input. */
    private Value append(
            GraphBuilder graph,
            Value input,
            String path,
            int channels,
            int width,
            int output,
            int stride) {
        Value value =
                numbered(graph, input, path, 1, Convolution.pointwise(channels, width, false), 1);
        value = graph.activation(value, Activation.RELU);
        value =
                numbered(
                        graph,
                        value,
                        path,
                        2,
                        Convolution.centred(width, width, 3, stride, groups),
                        1);
        value = graph.activation(value, Activation.RELU);
        value = numbered(graph, value, path, 3, Convolution.pointwise(width, output, false), 0);
        Value shortcut = input;
        if (stride != 1 || channels != output) {
            shortcut =
                    normalized(
                            graph,
                            input,
                            path + ".downsample.0",
                            path + ".downsample.1",
                            Convolution.centred(channels, output, 1, stride, 1),
                            1);
        }
        return graph.activation(graph.add(value, shortcut), Activation.RELU);
    }

    private static Value numbered(
            GraphBuilder graph,
            Value value,
            String path,
            int number,
            Convolution convolution,
            double scale) {
        return normalized(
                graph, value, path + ".conv" + number, path + ".bn" + number, convolution, scale);
    }

    private static Value normalized(
            GraphBuilder graph,
            Value value,
            String convolutionPath,
            String normalizationPath,
            Convolution convolution,
            double scale) {
        Value convolved =
                Layers.convolution(
                        graph,
                        value,
                        convolutionPath,
                        convolution,
                        Initialization.heNormalByOutputs(convolution));
        return Layers.batchNormalization(
                graph,
                convolved,
                normalizationPath,
                convolution.outputChannels(),
                scale,
                EPSILON,
                MOMENTUM);
    }
}

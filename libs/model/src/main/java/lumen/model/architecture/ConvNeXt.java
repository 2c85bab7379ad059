package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s") with the sizes, initialisation and
 * parameter names of torchvision's, below {@code backbone}. The head stands at {@code
 * backbone.classifier.2}.
 *
 * @param name the architecture's name
 * @param depths blocks of each of the four stages
 * @param widths channels of each stage
 * @param stochasticDepth probability that training drops the last block; it grows evenly from 0 at
 *     the first
 */
record ConvNeXt(String name, List<Integer> depths, List<Integer> widths, double stochasticDepth)
        implements Architecture {
    private static final double EPSILON = 1e-6;
    private static final float LAYER_SCALE = 1e-6f;
    private static final int EXPANSION = 4;
    // torchvision truncates at ±2, a hundred deviations away: nothing is ever truncated.
    private static final Initialization WEIGHT = Initialization.normal(0.02);
    private static final Initialization BIAS = Initialization.constant(0);

    /** A published size: stages 1, 2 and 4 have 3 blocks, and each stage doubles the width. */
    static ConvNeXt of(String name, int thirdDepth, int firstWidth, double stochasticDepth) {
        return new ConvNeXt(
                name,
                List.of(3, 3, thirdDepth, 3),
                List.of(firstWidth, 2 * firstWidth, 4 * firstWidth, 8 * firstWidth),
                stochasticDepth);
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value image = blueprint.preprocessing().appendImageTo(graph);
        Convolution stem = Convolution.patches(Preprocessing.channels(), widths.getFirst(), 4, 4);
        Value value = Layers.convolution(graph, image, "backbone.features.0.0", stem, WEIGHT);
        value =
                Layers.channelNormalization(
                        graph, value, "backbone.features.0.1", widths.getFirst(), EPSILON);
        int blocks = depths.stream().mapToInt(Integer::intValue).sum();
        int number = 0;
        for (int stage = 0; stage < depths.size(); stage++) {
            if (stage > 0) {
                value = downsampling(graph, value, stage);
            }
            for (int block = 0; block < depths.get(stage); block++) {
                String path = "backbone.features.%d.%d".formatted(2 * stage + 1, block);
                double dropped = stochasticDepth * number++ / (blocks - 1.0);
                value = block(graph, value, path, widths.get(stage), dropped);
            }
        }
        int width = widths.getLast();
        value =
                Layers.channelNormalization(
                        graph,
                        graph.globalAveragePool(value),
                        "backbone.classifier.0",
                        width,
                        EPSILON);
        blueprint.appendHead(graph, graph.flatten(value), "backbone.classifier.2", width);
        return graph;
    }

    private Value downsampling(GraphBuilder graph, Value image, int stage) {
        String path = "backbone.features." + 2 * stage;
        int channels = widths.get(stage - 1);
        return Layers.convolution(
                graph,
                Layers.channelNormalization(graph, image, path + ".0", channels, EPSILON),
                path + ".1",
                Convolution.patches(channels, widths.get(stage), 2, 2),
                WEIGHT);
    }

    private static Value block(
            GraphBuilder graph, Value input, String path, int channels, double dropped) {
        int hidden = EXPANSION * channels;
        Value value =
                Layers.convolution(
                        graph,
                        input,
                        path + ".block.0",
                        new Convolution(channels, channels, 7, 1, 3, channels, true),
                        WEIGHT);
        value = graph.transpose(value, 0, 2, 3, 1);
        value = Layers.layerNormalization(graph, value, path + ".block.2", channels, EPSILON);
        value = Layers.projection(graph, value, path + ".block.3", channels, hidden, WEIGHT, BIAS);
        value = graph.activation(value, Activation.GELU);
        value = Layers.projection(graph, value, path + ".block.5", hidden, channels, WEIGHT, BIAS);
        value = graph.transpose(value, 0, 3, 1, 2);
        Value scale =
                graph.parameter(
                        path + ".layer_scale",
                        Initialization.constant(LAYER_SCALE),
                        channels,
                        1,
                        1);
        value = graph.multiply(scale, value);
        value = Regularization.stochasticDepth(graph, value, path + ".stochastic_depth", dropped);
        return graph.add(value, input);
    }
}

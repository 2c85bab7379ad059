package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Value;

/**
 * The reference's CONVLSTM: three convolutions over time and frequency, two layers of long
 * short-term memory over time, attention. It gives the logits alone.
 *
 * <p>PyTorch's names: {@code layers.0.conv}, {@code layers.0.norm} and so on, {@code lstm}; the
 * head stands at {@code classifier}.
 */
final class ConvLstm implements Architecture {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;
    private static final int KERNEL = 5;
    private static final int[] CHANNELS = {1, 32, 64, 128};
    private static final int WIDTH = 64;
    private static final int MEMORY_LAYERS = 2;

    @Override
    public String name() {
        return "conv_lstm";
    }

    @Override
    public Head defaultHead() {
        return new AttentionHead(LinearHead.plain());
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name());
        Value image = blueprint.preprocessing().appendChannelTo(graph);
        Value value = graph.transpose(image, 0, 1, 3, 2);
        for (int layer = 0; layer + 1 < CHANNELS.length; layer++) {
            value = layer(graph, value, layer);
        }
        // [N, channels, steps, bands] to the [steps, N, channels] that ONNX's LSTM wants.
        value = graph.transpose(graph.reduce(Reduction.MEAN, value, false, 3), 2, 0, 1);
        int inputs = CHANNELS[CHANNELS.length - 1];
        for (int layer = 0; layer < MEMORY_LAYERS; layer++) {
            value = Layers.longShortTermMemory(graph, value, "lstm", layer, inputs, WIDTH);
            inputs = WIDTH;
        }
        Value sequence = graph.transpose(value, 1, 0, 2);
        blueprint.appendHeadToSequence(graph, sequence, "classifier", WIDTH);
        return graph;
    }

    /** The first layer normalises what it convolved, the others what they convolve. */
    private static Value layer(GraphBuilder graph, Value image, int layer) {
        int inputs = CHANNELS[layer];
        int outputs = CHANNELS[layer + 1];
        Value value;
        if (layer == 0) {
            value = convolved(graph, image, layer, inputs, outputs);
            value = normalized(graph, value, layer, outputs);
        } else {
            value = normalized(graph, image, layer, inputs);
            value = convolved(graph, value, layer, inputs, outputs);
        }
        return graph.maxPool(value, new long[] {2, 2}, new long[] {2, 4}, 0);
    }

    private static Value convolved(
            GraphBuilder graph, Value image, int layer, int inputs, int outputs) {
        Convolution convolution = Convolution.centred(inputs, outputs, KERNEL, 1, 1);
        return Layers.convolution(
                graph,
                image,
                "layers." + layer + ".conv",
                convolution,
                Initialization.uniformByInputs(inputs * KERNEL * KERNEL));
    }

    private static Value normalized(GraphBuilder graph, Value image, int layer, int channels) {
        Value normal =
                Layers.batchNormalization(
                        graph, image, "layers." + layer + ".norm", channels, 1, EPSILON, MOMENTUM);
        return graph.activation(normal, Activation.LEAKY_RELU);
    }
}

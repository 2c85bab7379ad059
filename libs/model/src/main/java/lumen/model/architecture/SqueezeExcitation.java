package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/**
 * Weights each channel by a small network over the channels' means, with convolutions of one pixel
 * named {@code fc1} and {@code fc2} as in torchvision. Hu et al. 2018, "Squeeze-and-excitation
 * networks".
 *
 * @param inner follows the first layer
 * @param gate makes the weights
 */
record SqueezeExcitation(Activation inner, Activation gate) implements ChannelGate {
    @Override
    public Value appendTo(
            GraphBuilder graph, Value image, String path, int channels, int squeezed) {
        Value value = graph.globalAveragePool(image);
        value = layer(graph, value, path + ".fc1", channels, squeezed);
        value = graph.activation(value, inner);
        value = layer(graph, value, path + ".fc2", squeezed, channels);
        return graph.multiply(graph.activation(value, gate), image);
    }

    private static Value layer(
            GraphBuilder graph, Value value, String path, int inputs, int outputs) {
        Convolution convolution = Convolution.pointwise(inputs, outputs, true);
        return Layers.convolution(
                graph, value, path, convolution, Initialization.heNormalByOutputs(convolution));
    }
}

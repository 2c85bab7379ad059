package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/**
 * A convolution without bias, its batch normalisation, and an activation, named {@code path.0} and
 * {@code path.1} as in torchvision's {@code Conv2dNormActivation}.
 *
 * @param epsilon added to the variance
 * @param momentum how much a batch changes the running statistics, as PyTorch counts it
 */
record NormalizedConvolution(double epsilon, double momentum) {
    Value appendTo(
            GraphBuilder graph,
            Value image,
            String path,
            Convolution convolution,
            Activation activation) {
        Value value =
                Layers.convolution(
                        graph,
                        image,
                        path + ".0",
                        convolution,
                        Initialization.heNormalByOutputs(convolution));
        value =
                Layers.batchNormalization(
                        graph,
                        value,
                        path + ".1",
                        convolution.outputChannels(),
                        1,
                        epsilon,
                        momentum);
        return graph.activation(value, activation);
    }
}

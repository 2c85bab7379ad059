package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/**
 * The seven convolutions by which wav2vec 2.0 makes a feature vector of every 320 samples, named as
 * in Hugging Face's {@code Wav2Vec2Model} below {@code backbone.feature_extractor}.
 *
 * @param channels of every convolution
 */
record WaveformConvolutions(int channels) {
    private static final double EPSILON = 1e-5;
    private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
    private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);

    /** Adds them: a waveform {@code [N, 1, samples]} to {@code [N, steps, channels]}. */
    Value appendTo(GraphBuilder graph, Value waveform) {
        Value value = waveform;
        for (int layer = 0; layer < KERNELS.size(); layer++) {
            String path = "backbone.feature_extractor.conv_layers." + layer;
            Convolution convolution =
                    new Convolution(
                            layer == 0 ? 1 : channels,
                            channels,
                            KERNELS.get(layer),
                            STRIDES.get(layer),
                            0,
                            1,
                            false);
            int inputs = convolution.inputChannels() * convolution.kernel();
            value =
                    Layers.temporalConvolution(
                            graph,
                            value,
                            path + ".conv",
                            convolution,
                            Initialization.heNormalByInputs(inputs));
            if (layer == 0) {
                value =
                        Layers.instanceNormalization(
                                graph, value, path + ".layer_norm", channels, EPSILON);
            }
            value = graph.activation(value, Activation.GELU);
        }
        return graph.transpose(value, 0, 2, 1);
    }
}

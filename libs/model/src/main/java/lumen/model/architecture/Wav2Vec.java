package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * wav2vec 2.0 (Baevski et al. 2020, "wav2vec 2.0: a framework for self-supervised learning of
 * speech representations") on waveforms {@code [N, 1, samples]}, with the initialisation and
 * parameter names of Hugging Face's {@code Wav2Vec2Model} below {@code backbone}. The head stands
 * at {@code classifier}.
 *
 * <p>The masking of time steps that the original learns with is no part of the graph, nor is its
 * parameter {@code masked_spec_embed}.
 *
 * @param name the architecture's name
 * @param convolutions make a sequence of the waveform
 * @param layers transformer layers
 * @param width features of a step
 * @param heads attentions of a layer
 * @param positionKernel steps that the convolution sees that tells positions
 * @param positionGroups groups of that convolution
 */
record Wav2Vec(
        String name,
        WaveformConvolutions convolutions,
        int layers,
        int width,
        int heads,
        int positionKernel,
        int positionGroups)
        implements Architecture {
    private static final int EXPANSION = 4;
    private static final double EPSILON = 1e-5;
    private static final double DROPOUT = 0.1;
    private static final Initialization WEIGHT = Initialization.normal(0.02);

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value waveform = blueprint.preprocessing().appendWaveformTo(graph);
        Value value = projected(graph, convolutions.appendTo(graph, waveform));
        value = graph.add(value, positions(graph, value));
        value = normalized(graph, value, "backbone.encoder.layer_norm");
        value = Regularization.dropout(graph, value, "backbone.encoder.dropout", DROPOUT);
        SelfAttention attention = new SelfAttention(width, heads, WEIGHT);
        for (int layer = 0; layer < layers; layer++) {
            value = layer(graph, value, "backbone.encoder.layers." + layer, attention);
        }
        blueprint.appendHeadToSequence(graph, value, "classifier", width);
        return graph;
    }

    private Value projected(GraphBuilder graph, Value sequence) {
        String path = "backbone.feature_projection.";
        int channels = convolutions.channels();
        Value value =
                Layers.layerNormalization(graph, sequence, path + "layer_norm", channels, EPSILON);
        Initialization uniform = Initialization.uniformByInputs(channels);
        return Layers.projection(
                graph, value, path + "projection", channels, width, uniform, uniform);
    }

    /**
     * Positions told by a convolution over time, whose kernel is stored as a direction {@code
     * weight_v} and, for each of its steps, a length {@code weight_g} (Salimans and Kingma 2016,
     * "Weight normalization").
     */
    private Value positions(GraphBuilder graph, Value sequence) {
        String path = "backbone.encoder.pos_conv_embed.conv.";
        int inputs = width / positionGroups;
        double deviation = 2 * Math.sqrt(1.0 / ((double) positionKernel * width));
        // The length that a direction of this deviation has on average, so that the kernel begins
        // as the direction does.
        double length = deviation * Math.sqrt((double) width * inputs);
        Value lengths =
                graph.parameter(
                        path + "weight_g",
                        Initialization.constant((float) length),
                        1,
                        1,
                        positionKernel);
        Value direction =
                graph.parameter(
                        path + "weight_v",
                        Initialization.normal(deviation),
                        width,
                        inputs,
                        positionKernel);
        Value bias = graph.parameter(path + "bias", Initialization.constant(0), width);
        Value norm = graph.reduce(Reduction.EUCLIDEAN_NORM, direction, true, 0, 1);
        Value kernel = graph.multiply(direction, graph.divide(lengths, norm));
        Value convolved =
                Layers.temporalConvolutionWith(
                        graph,
                        graph.transpose(sequence, 0, 2, 1),
                        kernel,
                        bias,
                        positionKernel,
                        positionGroups);
        return graph.transpose(graph.activation(convolved, Activation.GELU), 0, 2, 1);
    }

    private Value layer(GraphBuilder graph, Value sequence, String path, SelfAttention attention) {
        String inner = path + ".attention.";
        Value value =
                attention.attend(
                        graph,
                        sequence,
                        inner + "q_proj",
                        inner + "k_proj",
                        inner + "v_proj",
                        inner + "out_proj",
                        DROPOUT);
        value = Regularization.dropout(graph, value, path + ".dropout", DROPOUT);
        Value attended = normalized(graph, graph.add(sequence, value), path + ".layer_norm");
        String feedForward = path + ".feed_forward.";
        int hidden = EXPANSION * width;
        value =
                attention.linear(
                        graph, attended, feedForward + "intermediate_dense", width, hidden);
        value = graph.activation(value, Activation.GELU);
        value = Regularization.dropout(graph, value, feedForward + "intermediate_dropout", DROPOUT);
        value = attention.linear(graph, value, feedForward + "output_dense", hidden, width);
        value = Regularization.dropout(graph, value, feedForward + "output_dropout", DROPOUT);
        return normalized(graph, graph.add(attended, value), path + ".final_layer_norm");
    }

    private Value normalized(GraphBuilder graph, Value sequence, String path) {
        return Layers.layerNormalization(graph, sequence, path, width, EPSILON);
    }
}

package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Value;

/**
 * The audio spectrogram transformer (Gong et al. 2021, "AST: audio spectrogram transformer") with
 * the initialisation and parameter names of Hugging Face's {@code ASTModel} below {@code
 * backbone.audio_spectrogram_transformer}. The head stands at {@code backbone.classifier}; one that
 * takes sequences gets every token.
 *
 * <p>A window of fewer frames than the network was made for uses the learned positions of its
 * frames, as the authors do; one of more frames cannot be run.
 *
 * @param name the architecture's name
 * @param layers transformer layers
 * @param width features of a token
 * @param heads attentions of a layer
 * @param bands frequency bands of the spectrogram
 * @param frames the most frames of a window
 */
record Ast(String name, int layers, int width, int heads, int bands, int frames)
        implements Architecture {
    private static final String ROOT = "backbone.audio_spectrogram_transformer.";
    private static final int PATCH = 16;
    private static final int STRIDE = 10;
    private static final int SPECIAL_TOKENS = 2;
    private static final int EXPANSION = 4;
    private static final double EPSILON = 1e-12;
    private static final Initialization WEIGHT = Initialization.normal(0.02);
    private static final Initialization ZERO = Initialization.constant(0);

    @Override
    public Head defaultHead() {
        return LinearHead.plain();
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        Preprocessing preprocessing = blueprint.preprocessing();
        int rows = preprocessing.height().orElse(preprocessing.bands());
        if (rows != bands) {
            throw new IllegalArgumentException(
                    name + " takes spectrograms of " + bands + " bands, not " + rows);
        }
        GraphBuilder graph = new GraphBuilder(name);
        Value tokens = tokens(graph, preprocessing.appendChannelTo(graph));
        SelfAttention attention = new SelfAttention(width, heads, WEIGHT);
        for (int layer = 0; layer < layers; layer++) {
            tokens = layer(graph, tokens, ROOT + "encoder.layer." + layer, attention);
        }
        tokens = normalized(graph, tokens, ROOT + "layernorm");
        Value special = graph.slice(tokens, graph.constant(0L), graph.constant(SPECIAL_TOKENS), 1);
        Head head = blueprint.head();
        Value features =
                head.takesSequences() ? tokens : graph.reduce(Reduction.MEAN, special, false, 1);
        blueprint.appendOutput(
                graph,
                head.appendTo(graph, features, "backbone.classifier", width, blueprint.labels()));
        return graph;
    }

    /** Two special tokens and a token for each patch: {@code [N, 2 + patches, width]}. */
    private Value tokens(GraphBuilder graph, Value image) {
        String embeddings = ROOT + "embeddings.";
        Value patches =
                Layers.convolution(
                        graph,
                        image,
                        embeddings + "patch_embeddings.projection",
                        Convolution.patches(1, width, PATCH, STRIDE),
                        WEIGHT);
        int rows = patchesAlong(bands);
        int columns = patchesAlong(frames);
        long count = SPECIAL_TOKENS + (long) rows * columns;
        Value positions =
                graph.parameter(embeddings + "position_embeddings", ZERO, 1, count, width);
        Value begin = graph.constant(0L);
        Value grid =
                graph.slice(positions, graph.constant(SPECIAL_TOKENS), graph.constant(count), 1);
        Value present =
                graph.slice(
                        graph.reshape(grid, 1, rows, columns, width),
                        begin,
                        graph.size(patches, 3),
                        2);
        Value placed = graph.add(graph.transpose(patches, 0, 2, 3, 1), present);
        Value special =
                graph.add(
                        graph.concatenate(
                                List.of(
                                        graph.parameter(
                                                embeddings + "cls_token", ZERO, 1, 1, width),
                                        graph.parameter(
                                                embeddings + "distillation_token",
                                                ZERO,
                                                1,
                                                1,
                                                width)),
                                1),
                        graph.slice(positions, begin, graph.constant(SPECIAL_TOKENS), 1));
        Value shape =
                graph.concatenate(
                        List.of(graph.size(image, 0), graph.constant(SPECIAL_TOKENS, width)), 0);
        return graph.concatenate(
                List.of(graph.expand(special, shape), graph.reshape(placed, 0, -1, width)), 1);
    }

    private Value layer(GraphBuilder graph, Value tokens, String path, SelfAttention attention) {
        String inner = path + ".attention.attention.";
        Value attended =
                attention.attend(
                        graph,
                        normalized(graph, tokens, path + ".layernorm_before"),
                        inner + "query",
                        inner + "key",
                        inner + "value",
                        path + ".attention.output.dense",
                        0);
        Value sum = graph.add(attended, tokens);
        Value value = normalized(graph, sum, path + ".layernorm_after");
        int hidden = EXPANSION * width;
        value = attention.linear(graph, value, path + ".intermediate.dense", width, hidden);
        value = graph.activation(value, Activation.GELU);
        value = attention.linear(graph, value, path + ".output.dense", hidden, width);
        return graph.add(value, sum);
    }

    private Value normalized(GraphBuilder graph, Value tokens, String path) {
        return Layers.layerNormalization(graph, tokens, path, width, EPSILON);
    }

    private static int patchesAlong(int size) {
        return (size - PATCH) / STRIDE + 1;
    }
}

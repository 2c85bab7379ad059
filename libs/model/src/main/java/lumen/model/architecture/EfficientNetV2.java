package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * EfficientNetV2 (Tan and Le 2021, "EfficientNetV2: smaller models and faster training") with the
 * sizes, initialisation and parameter names of torchvision's, below {@code backbone}. The head
 * stands at {@code backbone.classifier.1}.
 *
 * @param name the architecture's name
 * @param stages groups of equal blocks
 * @param dropout probability that training drops a feature before the head
 */
record EfficientNetV2(String name, List<Stage> stages, double dropout) implements Architecture {
    private static final NormalizedConvolution CONVOLUTION = new NormalizedConvolution(1e-3, 0.1);
    private static final SqueezeExcitation GATE =
            new SqueezeExcitation(Activation.SILU, Activation.SIGMOID);
    private static final double STOCHASTIC_DEPTH = 0.2;
    private static final int FEATURES = 1280;

    /** Whether a block's expansion and depthwise convolution are one full convolution. */
    enum Kind {
        FUSED,
        MOBILE
    }

    /**
     * Blocks of one kind; the first changes channels and size.
     *
     * @param expansion channels within a block, relative to its input's
     * @param repeats how many blocks
     */
    record Stage(
            Kind kind, int expansion, int kernel, int stride, int input, int output, int repeats) {}

    static EfficientNetV2 small() {
        return new EfficientNetV2(
                "efficient_net_v2_s",
                List.of(
                        new Stage(Kind.FUSED, 1, 3, 1, 24, 24, 2),
                        new Stage(Kind.FUSED, 4, 3, 2, 24, 48, 4),
                        new Stage(Kind.FUSED, 4, 3, 2, 48, 64, 4),
                        new Stage(Kind.MOBILE, 4, 3, 2, 64, 128, 6),
                        new Stage(Kind.MOBILE, 6, 3, 1, 128, 160, 9),
                        new Stage(Kind.MOBILE, 6, 3, 2, 160, 256, 15)),
                0.2);
    }

    static EfficientNetV2 medium() {
        return new EfficientNetV2(
                "efficient_net_v2_m",
                List.of(
                        new Stage(Kind.FUSED, 1, 3, 1, 24, 24, 3),
                        new Stage(Kind.FUSED, 4, 3, 2, 24, 48, 5),
                        new Stage(Kind.FUSED, 4, 3, 2, 48, 80, 5),
                        new Stage(Kind.MOBILE, 4, 3, 2, 80, 160, 7),
                        new Stage(Kind.MOBILE, 6, 3, 1, 160, 176, 14),
                        new Stage(Kind.MOBILE, 6, 3, 2, 176, 304, 18),
                        new Stage(Kind.MOBILE, 6, 3, 1, 304, 512, 5)),
                0.3);
    }

    static EfficientNetV2 large() {
        return new EfficientNetV2(
                "efficient_net_v2_l",
                List.of(
                        new Stage(Kind.FUSED, 1, 3, 1, 32, 32, 4),
                        new Stage(Kind.FUSED, 4, 3, 2, 32, 64, 7),
                        new Stage(Kind.FUSED, 4, 3, 2, 64, 96, 7),
                        new Stage(Kind.MOBILE, 4, 3, 2, 96, 192, 10),
                        new Stage(Kind.MOBILE, 6, 3, 1, 192, 224, 19),
                        new Stage(Kind.MOBILE, 6, 3, 2, 224, 384, 25),
                        new Stage(Kind.MOBILE, 6, 3, 1, 384, 640, 7)),
                0.4);
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value image = blueprint.preprocessing().appendImageTo(graph);
        Value value =
                CONVOLUTION.appendTo(
                        graph,
                        image,
                        "backbone.features.0",
                        Convolution.centred(
                                Preprocessing.channels(), stages.getFirst().input(), 3, 2, 1),
                        Activation.SILU);
        int blocks = stages.stream().mapToInt(Stage::repeats).sum();
        int number = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            for (int block = 0; block < stage.repeats(); block++) {
                String path = "backbone.features.%d.%d".formatted(i + 1, block);
                double dropped = STOCHASTIC_DEPTH * number++ / blocks;
                value = append(graph, value, path, stage, block == 0, dropped);
            }
        }
        value =
                CONVOLUTION.appendTo(
                        graph,
                        value,
                        "backbone.features." + (stages.size() + 1),
                        Convolution.pointwise(stages.getLast().output(), FEATURES, false),
                        Activation.SILU);
        value = graph.flatten(graph.globalAveragePool(value));
        value = Regularization.dropout(graph, value, "backbone.classifier.0", dropout);
        blueprint.appendHead(graph, value, "backbone.classifier.1", FEATURES);
        return graph;
    }

    private static Value append(
            GraphBuilder graph,
            Value input,
            String path,
            Stage stage,
            boolean first,
            double dropped) {
        int channels = first ? stage.input() : stage.output();
        int stride = first ? stage.stride() : 1;
        Value value =
                switch (stage.kind()) {
                    case FUSED -> fused(graph, input, path + ".block", stage, channels, stride);
                    case MOBILE -> mobile(graph, input, path + ".block", stage, channels, stride);
                };
        if (stride != 1 || channels != stage.output()) {
            return value;
        }
        return graph.add(
                Regularization.stochasticDepth(graph, value, path + ".stochastic_depth", dropped),
                input);
    }

    private static Value fused(
            GraphBuilder graph, Value input, String path, Stage stage, int channels, int stride) {
        int expanded = channels * stage.expansion();
        int first = stage.expansion() == 1 ? stage.output() : expanded;
        Value value =
                CONVOLUTION.appendTo(
                        graph,
                        input,
                        path + ".0",
                        Convolution.centred(channels, first, stage.kernel(), stride, 1),
                        Activation.SILU);
        return stage.expansion() == 1 ? value : projected(graph, value, path + ".1", stage, first);
    }

    private static Value mobile(
            GraphBuilder graph, Value input, String path, Stage stage, int channels, int stride) {
        int expanded = channels * stage.expansion();
        Value value =
                CONVOLUTION.appendTo(
                        graph,
                        input,
                        path + ".0",
                        Convolution.pointwise(channels, expanded, false),
                        Activation.SILU);
        value =
                CONVOLUTION.appendTo(
                        graph,
                        value,
                        path + ".1",
                        Convolution.centred(expanded, expanded, stage.kernel(), stride, expanded),
                        Activation.SILU);
        value = GATE.appendTo(graph, value, path + ".2", expanded, Math.max(1, channels / 4));
        return projected(graph, value, path + ".3", stage, expanded);
    }

    private static Value projected(
            GraphBuilder graph, Value value, String path, Stage stage, int expanded) {
        return CONVOLUTION.appendTo(
                graph,
                value,
                path,
                Convolution.pointwise(expanded, stage.output(), false),
                Activation.IDENTITY);
    }
}

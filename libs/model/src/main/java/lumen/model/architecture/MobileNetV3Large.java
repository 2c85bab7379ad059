package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * MobileNetV3-Large (Howard et al. 2019, "Searching for MobileNetV3"), with the sizes,
 * initialisation and parameter names of torchvision's {@code mobilenet_v3_large} below {@code
 * backbone}. The head stands where torchvision's last linear layer stands, {@code
 * backbone.classifier.3}.
 */
final class MobileNetV3Large implements Architecture {
    private static final double DROPOUT = 0.2;
    private static final double LINEAR_STANDARD_DEVIATION = 0.01;
    private static final MobileNetV3Features FEATURES =
            new MobileNetV3Features(
                    1,
                    Preprocessing.channels(),
                    new SqueezeExcitation(Activation.RELU, Activation.HARD_SIGMOID));

    @Override
    public String name() {
        return "mobilenet_v3_large";
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name());
        Value image = blueprint.preprocessing().appendImageTo(graph);
        Value features = appendTo(graph, image, "backbone");
        blueprint.appendHead(graph, features, "backbone.classifier.3", width());
        return graph;
    }

    /** Adds everything below the head: an image {@code [N, 3, H, W]} to {@code [N, width]}. */
    static Value appendTo(GraphBuilder graph, Value image, String path) {
        Value value = FEATURES.appendTo(graph, image, path + ".features");
        value =
                Layers.linear(
                        graph,
                        graph.flatten(graph.globalAveragePool(value)),
                        path + ".classifier.0",
                        FEATURES.channels(),
                        width(),
                        Initialization.normal(LINEAR_STANDARD_DEVIATION),
                        Initialization.constant(0));
        value = graph.activation(value, Activation.HARD_SWISH);
        return Regularization.dropout(graph, value, path + ".classifier.2", DROPOUT);
    }

    /** The width of the vector that enters the head. */
    static int width() {
        return FEATURES.classifierWidth();
    }
}

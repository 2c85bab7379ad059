package lumen.model.architecture;

import lumen.model.graph.Activation;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * A MobileNetV3 of EfficientAT (Schmid et al. 2023, "Efficient large-scale audio tagging via
 * transformer-to-CNN knowledge distillation") on spectrograms of one channel. Parameters are named
 * as in the published checkpoints {@code mn04_as} and so on, below {@code backbone}; the head
 * stands where their last linear layer stands.
 *
 * @param name the architecture's name
 * @param features the convolutions
 */
record EfficientAt(String name, MobileNetV3Features features) implements Architecture {
    private static final double DROPOUT = 0.2;
    private static final Initialization LINEAR = Initialization.normal(0.01);

    /** The network of a width, relative to MobileNetV3-Large. */
    static EfficientAt ofWidth(String name, double width) {
        return new EfficientAt(
                name, new MobileNetV3Features(width, 1, EfficientAt::appendChannelGate));
    }

    @Override
    public Head defaultHead() {
        return LinearHead.plain();
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value image = blueprint.preprocessing().appendChannelTo(graph);
        Value value = features.appendTo(graph, image, "backbone.features");
        appendClassifier(graph, blueprint, value, features.channels(), features.classifierWidth());
        return graph;
    }

    /**
     * Ends a network of the family.
     *
     * @param image the last convolution's, {@code [N, channels, H, W]}
     * @param width of the vector that enters the head
     */
    static void appendClassifier(
            GraphBuilder graph, Blueprint blueprint, Value image, int channels, int width) {
        Value value = graph.flatten(graph.globalAveragePool(image));
        value = linear(graph, value, "backbone.classifier.2", channels, width);
        value = graph.activation(value, Activation.HARD_SWISH);
        value = Regularization.dropout(graph, value, "backbone.classifier.4", DROPOUT);
        blueprint.appendHead(graph, value, "backbone.classifier.5", width);
    }

    /** Squeeze and excitation with linear layers and a logistic gate. */
    private static Value appendChannelGate(
            GraphBuilder graph, Value image, String path, int channels, int squeezed) {
        String root = path + ".conc_se_layers.0";
        Value value = graph.flatten(graph.globalAveragePool(image));
        value = linear(graph, value, root + ".fc1", channels, squeezed);
        value = graph.activation(value, Activation.RELU);
        value = linear(graph, value, root + ".fc2", squeezed, channels);
        value = graph.activation(value, Activation.SIGMOID);
        return graph.multiply(graph.reshape(value, 0, channels, 1, 1), image);
    }

    /** A linear layer that begins as the family's do. */
    static Value linear(GraphBuilder graph, Value value, String path, int inputs, int outputs) {
        return Layers.linear(
                graph, value, path, inputs, outputs, LINEAR, Initialization.constant(0));
    }
}

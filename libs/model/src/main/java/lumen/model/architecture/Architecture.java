package lumen.model.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;
import lumen.model.graph.GraphBuilder;

/**
 * A network that can be built as an ONNX graph.
 *
 * <p>Every graph has one input, {@value #INPUT}, float32 {@code [N, bands, frames]}: spectrograms
 * as feature-service sends them, or waveforms as {@code [N, 1, samples]}. It has one output,
 * {@value #OUTPUT}, float32 {@code [N, labels]}: a logit for each label, to which no sigmoid has
 * been applied. N is symbolic.
 */
public interface Architecture {
    /** The graph's input. */
    String INPUT = "features";

    /** The graph's output. */
    String OUTPUT = "logits";

    /** The name in model files and options, such as {@code mobilenet_v3_large}. */
    String name();

    /** The head that the published network ends in, or the reference's where it replaces it. */
    default Head defaultHead() {
        return DeepHead.singleLayer();
    }

    /**
     * Writes the network's graph; no weight is computed yet.
     *
     * @throws IllegalArgumentException if the architecture cannot have this blueprint
     */
    GraphBuilder draw(Blueprint blueprint);

    /**
     * Builds the network with fresh weights.
     *
     * @throws IllegalArgumentException if the architecture cannot have this blueprint
     */
    default ModelProto build(Blueprint blueprint) {
        return draw(blueprint).build(blueprint.seed());
    }
}

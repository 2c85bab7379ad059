package lumen.model.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;

/**
 * A network that can be built as an ONNX graph.
 *
 * <p>Every graph has one input, {@value #INPUT}, float32 {@code [N, bands, frames]}: spectrograms
 * as feature-service sends them. It has one output, {@value #OUTPUT}, float32 {@code [N, labels]}:
 * a logit for each label, to which no sigmoid has been applied. N is symbolic.
 */
public interface Architecture {
    /** The graph's input. */
    String INPUT = "features";

    /** The graph's output. */
    String OUTPUT = "logits";

    /** The name in model files and options, such as {@code mobilenet_v3_large}. */
    String name();

    /**
     * Builds the network with fresh weights.
     *
     * @throws IllegalArgumentException if the architecture cannot have this blueprint
     */
    ModelProto build(Blueprint blueprint);
}

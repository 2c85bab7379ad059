package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;

/** Makes the operator of a node: reads its attributes once, at compilation. */
@FunctionalInterface
interface OperatorFactory {
    /**
     * Binds a node's attributes.
     *
     * @param node the node, for what attributes do not say (number of inputs and outputs)
     * @param attributes the node's attributes
     * @throws EngineException when an attribute has a value that cannot be executed
     */
    Operator create(NodeProto node, Attributes attributes);
}

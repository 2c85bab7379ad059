/**
 * Runs an ONNX graph operator by operator through libtorch, so that the graph that is served is the
 * graph that is trained: forward, autograd, and the new weights written back into the same file.
 *
 * <p>A graph is compiled once into steps. Every operator is a small function made by a factory that
 * reads the node's attributes; {@link lumen.training.engine.OperatorCatalogue} knows them all by
 * their ONNX name and refuses a graph that needs another one.
 */
package lumen.training.engine;

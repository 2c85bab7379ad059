/** Building ONNX graphs: values, layers, initialisation. */
package lumen.model.graph;

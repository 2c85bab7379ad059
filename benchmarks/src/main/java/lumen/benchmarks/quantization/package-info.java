/** How much faster ONNX Runtime computes a model in eight-bit integers. */
package lumen.benchmarks.quantization;

/** ONNX Runtime: the device, and sessions that compute logits. */
package lumen.inference.engine;

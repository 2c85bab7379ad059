/**
 * Published weights: safetensors and PyTorch files are read without running anything of theirs, and
 * loaded by name into an architecture's graph.
 */
package lumen.model.weights;

/** A training step and its numbers, against PyTorch. */
package lumen.benchmarks.training;

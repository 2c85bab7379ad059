/** Parts of features in, scores out: loaded models, their batches, and which models are loaded. */
package lumen.inference.scoring;

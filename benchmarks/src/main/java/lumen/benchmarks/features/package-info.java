/** Log-mel spectrograms against torchaudio. */
package lumen.benchmarks.features;

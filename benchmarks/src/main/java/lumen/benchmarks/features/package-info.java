/** Every transform of libs/audio: its speed, and its values, against torchaudio. */
package lumen.benchmarks.features;

/** Duration and pitch: lumen's phase vocoder against FFmpeg's filters. */
package lumen.benchmarks.augmentation;

/**
 * Mel spectrograms: the filter bank, the plan of the Fourier transform, and the kernel interface
 * with its choice between the plain and the vector implementation.
 */
package lumen.audio.mel;

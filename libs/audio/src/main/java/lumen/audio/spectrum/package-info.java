/**
 * Spectra of overlapping frames of a signal: the plan of the Fourier transform, filter banks, and
 * the kernel that computes them, with its choice between the plain and the vector implementation.
 */
package lumen.audio.spectrum;

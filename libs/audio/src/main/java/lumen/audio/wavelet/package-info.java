/** Wavelet filters of a scalogram, as spectra. */
package lumen.audio.wavelet;

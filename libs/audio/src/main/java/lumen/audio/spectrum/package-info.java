/** Spectra of overlapping frames of a signal, and what is checked of their parameters. */
package lumen.audio.spectrum;

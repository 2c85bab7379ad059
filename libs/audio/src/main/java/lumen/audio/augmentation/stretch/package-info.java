/**
 * Duration and pitch: the Fourier transform of single frames in double precision, the phase vocoder
 * that stretches a signal with it, and resampling by any ratio. All in plain Java, so that results
 * are the same bits on every machine.
 */
package lumen.audio.augmentation.stretch;

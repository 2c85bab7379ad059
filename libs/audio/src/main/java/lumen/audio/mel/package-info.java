/** Mel spectrograms: their parameters, the filter banks of Slaney and of Kaldi. */
package lumen.audio.mel;

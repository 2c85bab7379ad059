/** From a file to parts of its spectrogram. */
package lumen.feature.extraction;

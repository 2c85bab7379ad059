/** Spectrograms in, predictions out. */
package lumen.inference;

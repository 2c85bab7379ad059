/** Chroma: how strong each pitch class is in a spectrum, and the tuning that this depends on. */
package lumen.audio.chroma;

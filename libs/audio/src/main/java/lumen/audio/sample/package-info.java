/**
 * From the recordings of one item to its features: a clip as it is, or recordings that are combined
 * and varied for training.
 */
package lumen.audio.sample;

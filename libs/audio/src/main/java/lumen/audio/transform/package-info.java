/** The transforms: from samples to the columns or windows of a feature. */
package lumen.audio.transform;

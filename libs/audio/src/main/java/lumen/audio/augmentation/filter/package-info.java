/** Recursive filters and the loudness meter that is made of them. */
package lumen.audio.augmentation.filter;

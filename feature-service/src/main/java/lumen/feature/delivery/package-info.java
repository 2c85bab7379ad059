/** What goes out: parts of spectrograms and failures of items. */
package lumen.feature.delivery;

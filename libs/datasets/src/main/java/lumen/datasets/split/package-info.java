/** Dividing files into those for training and those for testing. */
package lumen.datasets.split;

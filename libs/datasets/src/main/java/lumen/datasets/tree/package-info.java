/** The files of a directory tree in a fixed order, however many they are. */
package lumen.datasets.tree;

/**
 * Labelled audio datasets: where the files are, what is heard in them, and whether sets overlap.
 */
package lumen.datasets;

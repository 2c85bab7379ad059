/** How good a served model is on a labelled set. */
package lumen.benchmarks.quality;

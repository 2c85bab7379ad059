/** Plots of evaluations and datasets, on a light or a dark ground. */
package lumen.evaluation.plot;

/** How good multi-label predictions are: counts, F1, average precision, threshold tuning. */
package lumen.evaluation;

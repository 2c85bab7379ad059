/** The files in which predictions and metrics are handed on. */
package lumen.evaluation.export;

/** How good the predictions of TEST jobs are: metrics, comparison, plots and exports. */
package lumen.gateway.evaluation;

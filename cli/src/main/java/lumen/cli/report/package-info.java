/** The forms in which predictions are written: table, timeline, JSON and CSV. */
package lumen.cli.report;

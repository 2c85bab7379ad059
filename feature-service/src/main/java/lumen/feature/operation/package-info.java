/** What an operator sets and sees: configuration, metrics, readiness, the end of the process. */
package lumen.feature.operation;

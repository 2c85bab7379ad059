/** What Prometheus is told. */
package lumen.gateway.metrics;

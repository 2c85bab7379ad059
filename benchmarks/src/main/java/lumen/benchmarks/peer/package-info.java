/** Python programs that lumen is measured against. */
package lumen.benchmarks.peer;

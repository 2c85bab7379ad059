/** How feature-service makes use of a second core. */
package lumen.benchmarks.scaling;

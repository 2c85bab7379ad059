/** How fast a training run gets its features. */
package lumen.benchmarks.data;

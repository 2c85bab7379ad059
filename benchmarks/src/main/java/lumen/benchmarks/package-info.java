/** What is fast and what is good, and how it was measured: see the module's README. */
package lumen.benchmarks;

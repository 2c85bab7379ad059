/** Audio to measure with, made on the spot. */
package lumen.benchmarks.sound;

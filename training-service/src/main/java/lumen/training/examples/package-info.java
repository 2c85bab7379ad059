/**
 * Where training examples come from: recordings decoded once into memory, examples made of them on
 * background threads, batches in a fixed order.
 */
package lumen.training.examples;

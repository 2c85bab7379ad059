/** From {@code lumen.features} to {@code lumen.predictions.parts}. */
package lumen.inference.prediction;

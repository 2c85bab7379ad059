/** What changes the weights: loss, optimizer, learning-rate schedule and the average of weights. */
package lumen.training.optimization;

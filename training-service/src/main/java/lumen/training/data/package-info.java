/**
 * What a training run learns from and is judged by: the datasets, the samples of an epoch, the
 * places where their features come from, and batches in a fixed order.
 */
package lumen.training.data;

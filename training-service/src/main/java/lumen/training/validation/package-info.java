/**
 * How good a model is in training: figures of windows and files, and the decisions tuned on them.
 */
package lumen.training.validation;

/** A training run from its configuration to the model file. */
package lumen.training.run;

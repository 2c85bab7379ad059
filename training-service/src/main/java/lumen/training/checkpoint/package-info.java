/** Model files written while training, checked by running them as they will be served. */
package lumen.training.checkpoint;

/**
 * What a run leaves behind: model files, checked by running them as they will be served, and its
 * own state to go on from.
 */
package lumen.training.checkpoint;

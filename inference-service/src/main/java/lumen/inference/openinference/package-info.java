/**
 * The Open Inference Protocol, version 2, over REST, for callers who bring tensors of their own.
 * With the extension for binary tensor data.
 */
package lumen.inference.openinference;

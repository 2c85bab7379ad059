/**
 * From an audio file to the features that a model was trained on: the feature specification and the
 * extractor that applies it.
 */
package lumen.audio;

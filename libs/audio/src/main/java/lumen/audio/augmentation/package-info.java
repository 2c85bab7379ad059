/**
 * Ways to vary training samples so that a model learns instruments and not recordings: recordings
 * sound together or one after the other; signals are stretched, shifted, equalised, covered with
 * noise; spectrograms are masked, moved and blurred. {@link lumen.audio.augmentation.Augmentations}
 * reads a request and applies it. All chance comes from a generator that depends on seed, sample
 * and epoch alone.
 */
package lumen.audio.augmentation;

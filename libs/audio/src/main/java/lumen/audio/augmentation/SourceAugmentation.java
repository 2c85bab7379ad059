package lumen.audio.augmentation;

/**
 * Makes one sample of several recordings. What it does to them stands in {@link SourceCombination}
 * and is put together by {@link SampleAugmentation}, since joining and summing work hand in hand.
 */
public sealed interface SourceAugmentation extends Augmentation
        permits ConcatenatedSamples, SummedSamples, Mixing, MixUp {}

package lumen.audio.augmentation;

/**
 * One way to vary a training sample, with its parameters. {@link AugmentationName} lists all that
 * have a name in requests and on command lines.
 */
public sealed interface Augmentation
        permits SourceAugmentation, SignalAugmentation, SpectrogramAugmentation, SpectrumTransfer {}

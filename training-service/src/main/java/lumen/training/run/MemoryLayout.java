package lumen.training.run;

import java.util.Set;

/** How images and convolution weights lie in memory; the results are the same. */
public enum MemoryLayout {
    /** What {@code benchmarks/training.sh} measured to be faster for the architecture. */
    AUTO,
    /** The channels of a pixel side by side. */
    CHANNELS_LAST,
    /** Row after row of each channel. */
    CONTIGUOUS;

    /**
     * libtorch splits grouped convolutions slowly when channels are last; networks over sequences
     * have no images to speak of.
     */
    private static final Set<String> ROWS_FIRST =
            Set.of(
                    "resnext50_32x4d",
                    "resnext101_32x8d",
                    "resnext101_64x4d",
                    "ast",
                    "wav2vec",
                    "wav2vec_cnn");

    /** Whether an architecture's images lie channels last. */
    public boolean isChannelsLast(String architecture) {
        return switch (this) {
            case AUTO -> !ROWS_FIRST.contains(architecture);
            case CHANNELS_LAST -> true;
            case CONTIGUOUS -> false;
        };
    }
}

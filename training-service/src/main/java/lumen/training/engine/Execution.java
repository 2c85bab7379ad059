package lumen.training.engine;

/**
 * How a graph is computed; the results are the same up to rounding.
 *
 * @param device where
 * @param precision with which numbers
 * @param channelsLast whether images and convolution weights lie channels last in memory, which
 *     libtorch's convolutions usually prefer
 */
public record Execution(ComputeDevice device, Precision precision, boolean channelsLast) {
    /** Single precision on the processor, rows of images first. */
    public static final Execution PLAIN =
            new Execution(ComputeDevice.CPU, Precision.FLOAT32, false);

    /** Single precision on the processor, channels last. */
    public static final Execution CHANNELS_LAST =
            new Execution(ComputeDevice.CPU, Precision.FLOAT32, true);
}

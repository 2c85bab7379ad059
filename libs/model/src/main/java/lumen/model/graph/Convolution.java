package lumen.model.graph;

/**
 * The shape of a two-dimensional convolution with a square kernel.
 *
 * @param inputChannels channels that come in
 * @param outputChannels channels that go out
 * @param kernel the kernel's height and width
 * @param stride the step in both directions
 * @param groups how many groups the channels are divided into; all of them for a depthwise
 *     convolution
 * @param bias whether each output channel has a bias
 */
public record Convolution(
        int inputChannels, int outputChannels, int kernel, int stride, int groups, boolean bias) {
    public Convolution {
        if (inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1 || groups < 1) {
            throw new IllegalArgumentException("sizes must be at least 1");
        }
        if (inputChannels % groups != 0 || outputChannels % groups != 0) {
            throw new IllegalArgumentException(
                    groups + " groups divide neither " + inputChannels + "/" + outputChannels);
        }
    }

    /** A convolution of 1 × 1: a linear map of the channels of each pixel. */
    public static Convolution pointwise(int inputChannels, int outputChannels, boolean bias) {
        return new Convolution(inputChannels, outputChannels, 1, 1, 1, bias);
    }

    /** Zeros on each side, so that a stride of 1 keeps height and width (odd kernels). */
    public int padding() {
        return (kernel - 1) / 2;
    }

    /** The weight's shape: {@code [outputs, inputs per group, kernel, kernel]}. */
    long[] weightShape() {
        return new long[] {outputChannels, inputChannels / groups, kernel, kernel};
    }
}

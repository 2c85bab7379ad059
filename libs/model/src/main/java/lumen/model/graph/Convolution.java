package lumen.model.graph;

/**
 * The shape of a convolution with the same kernel, step and padding in every direction.
 *
 * @param inputChannels channels that come in
 * @param outputChannels channels that go out
 * @param kernel the kernel's height and width
 * @param stride the step in both directions
 * @param padding zeros on each side
 * @param groups how many groups the channels are divided into; all of them for a depthwise
 *     convolution
 * @param bias whether each output channel has a bias
 */
public record Convolution(
        int inputChannels,
        int outputChannels,
        int kernel,
        int stride,
        int padding,
        int groups,
        boolean bias) {
    public Convolution {
        if (inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1 || groups < 1) {
            throw new IllegalArgumentException("sizes must be at least 1");
        }
        if (padding < 0) {
            throw new IllegalArgumentException("a padding of " + padding);
        }
        if (inputChannels % groups != 0 || outputChannels % groups != 0) {
            throw new IllegalArgumentException(
                    groups + " groups divide neither " + inputChannels + "/" + outputChannels);
        }
    }

    /**
     * A convolution without bias whose padding keeps height and width when the stride is 1 (odd
     * kernels).
     */
    public static Convolution centred(
            int inputChannels, int outputChannels, int kernel, int stride, int groups) {
        return new Convolution(
                inputChannels, outputChannels, kernel, stride, (kernel - 1) / 2, groups, false);
    }

    /** A convolution of 1 × 1: a linear map of the channels of each pixel. */
    public static Convolution pointwise(int inputChannels, int outputChannels, boolean bias) {
        return new Convolution(inputChannels, outputChannels, 1, 1, 0, 1, bias);
    }

    /** A convolution with bias and without padding: a linear map of patches. */
    public static Convolution patches(
            int inputChannels, int outputChannels, int kernel, int stride) {
        return new Convolution(inputChannels, outputChannels, kernel, stride, 0, 1, true);
    }

    /** How many inputs an output is computed from. */
    public int inputsOfAnOutput() {
        return inputChannels / groups * kernel * kernel;
    }
}

package lumen.model.graph;

import java.util.Arrays;
import java.util.Random;

/** How a parameter's values are chosen before training. */
@FunctionalInterface
public interface Initialization {
    /**
     * Chooses the values.
     *
     * @param values filled in C order
     * @param random the source of chance, belonging to this parameter alone
     */
    void fill(float[] values, Random random);

    /** The same value everywhere. */
    static Initialization constant(float value) {
        return (values, random) -> Arrays.fill(values, value);
    }

    /** Normally distributed about 0. */
    static Initialization normal(double standardDeviation) {
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (standardDeviation * random.nextGaussian());
            }
        };
    }

    /** Uniformly distributed from {@code -bound} to {@code bound}. */
    static Initialization uniform(double bound) {
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        };
    }

    /**
     * He's normal initialisation by the number of outputs that an input reaches, for a rectifier:
     * variance 2 / (output channels · kernel area). The groups of a convolution do not count, as in
     * torchvision's networks. He et al. 2015, "Delving deep into rectifiers".
     */
    static Initialization heNormalByOutputs(Convolution convolution) {
        double outputs =
                (double) convolution.outputChannels() * convolution.kernel() * convolution.kernel();
        return normal(Math.sqrt(2 / outputs));
    }

    /**
     * He's normal initialisation by the number of inputs that an output is computed from, for a
     * rectifier: variance 2 / inputs.
     */
    static Initialization heNormalByInputs(int inputs) {
        return normal(Math.sqrt(2.0 / inputs));
    }

    /**
     * PyTorch's default for weight and bias of a linear layer or a convolution: uniform within
     * ±1/√inputs.
     *
     * @param inputs how many inputs an output is computed from
     */
    static Initialization uniformByInputs(int inputs) {
        return uniform(1 / Math.sqrt(inputs));
    }
}

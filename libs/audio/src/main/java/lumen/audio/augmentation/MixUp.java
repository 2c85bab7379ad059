package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds a second recording with a random weight, {@code w·a + (1 - w)·b} (Zhang et al., mixup,
 * 2018); the sample has the labels of both, undiminished, since both are heard.
 *
 * @param alpha both parameters of the beta distribution that the weight is drawn from: 1 is
 *     uniform, less prefers one of the two
 */
public record MixUp(double alpha) implements SourceAugmentation {
    static final Argument<Double> ALPHA =
            Argument.number(
                    "mixup_alpha",
                    1.0,
                    0.01,
                    100,
                    "parameter of the symmetric beta distribution of the weight");

    /** Checks the parameter. */
    public MixUp {
        ALPHA.check(alpha);
    }

    static MixUp from(Arguments arguments) {
        return new MixUp(arguments.get(ALPHA));
    }

    /**
     * Draws the weight of the first recording, by the algorithm of Jöhnk (1964) for parameters up
     * to 1 and as the quotient of gamma values (Marsaglia and Tsang, 2000) above.
     */
    double weight(RandomGenerator random) {
        if (alpha > 1) {
            double first = gamma(random);
            return first / (first + gamma(random));
        }
        while (true) {
            double first = StrictMath.pow(random.nextDouble(), 1 / alpha);
            double second = StrictMath.pow(random.nextDouble(), 1 / alpha);
            double sum = first + second;
            if (sum > 0 && sum <= 1) {
                return first / sum;
            }
        }
    }

    private double gamma(RandomGenerator random) {
        double shape = alpha - 1.0 / 3;
        double scale = 1 / Math.sqrt(9 * shape);
        while (true) {
            double normal = random.nextGaussian();
            double root = 1 + scale * normal;
            double cube = root * root * root;
            double bound = 0.5 * normal * normal + shape * (1 - cube);
            if (root > 0
                    && StrictMath.log(1 - random.nextDouble())
                            < bound + shape * StrictMath.log(cube)) {
                return shape * cube;
            }
        }
    }
}

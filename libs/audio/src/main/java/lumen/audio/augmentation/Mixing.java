package lumen.audio.augmentation;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides which recordings sound together in an example and how loud; its labels are those of all
 * parts that can be heard.
 *
 * @param secondProbability chance of a second recording
 * @param thirdProbability chance of a third when there is a second
 * @param lowestLevel least level of an added recording relative to the first, in dB
 * @param highestLevel greatest level of an added recording relative to the first, in dB
 */
public record Mixing(
        double secondProbability, double thirdProbability, double lowestLevel, double highestLevel)
        implements SourceAugmentation {
    static final Argument<Double> SECOND =
            Argument.number("mixing_second_p", 0.6, 0, 1, "chance of a second recording");
    static final Argument<Double> THIRD =
            Argument.number(
                    "mixing_third_p", 0.3, 0, 1, "chance of a third when there is a second");
    static final Argument<Range> LEVEL =
            Argument.range(
                    "mixing_level",
                    -8,
                    6,
                    -120,
                    120,
                    "level of an added recording relative to the first, in dB");

    /** Checks the ranges. */
    public Mixing {
        SECOND.check(secondProbability);
        THIRD.check(thirdProbability);
        LEVEL.check(new Range(lowestLevel, highestLevel));
    }

    static Mixing from(Arguments arguments) {
        Range level = arguments.get(LEVEL);
        return new Mixing(arguments.get(SECOND), arguments.get(THIRD), level.low(), level.high());
    }

    /** Draws how many recordings are added to the first: 0, 1 or 2. */
    public int added(RandomGenerator random) {
        double second = random.nextDouble();
        double third = random.nextDouble();
        if (second >= secondProbability) {
            return 0;
        }
        return third < thirdProbability ? 2 : 1;
    }

    /** Draws the amplitude of an added recording relative to the first. */
    public double amplitude(RandomGenerator random) {
        return Decibels.amplitude(Decibels.between(random, lowestLevel, highestLevel));
    }

    /**
     * Adds recordings to a signal, each at a drawn level.
     *
     * @param signal left as it is
     * @param others one or two, as {@link #added} has drawn from a generator of the same state
     */
    float[] mix(float[] signal, List<float[]> others, RandomGenerator random) {
        // The number that was added was drawn first, from the same generator.
        added(random);
        float[] mixed = signal;
        for (float[] other : others) {
            mixed = SourceCombination.add(mixed, other, amplitude(random));
        }
        return mixed;
    }
}

package lumen.training.augmentation;

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
        double secondProbability,
        double thirdProbability,
        double lowestLevel,
        double highestLevel) {
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
}

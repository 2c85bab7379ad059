package lumen.training.examples;

import java.util.random.RandomGenerator;

/**
 * Which recipe an example is made by: in the course of the first epochs more and more examples are
 * made by the second one.
 *
 * @param beginning recipe of the first examples
 * @param goal recipe of all examples from an epoch on
 * @param growingEpochs that epoch, counted from 0
 */
public record Curriculum(AugmentationRecipe beginning, AugmentationRecipe goal, int growingEpochs) {
    /** The same recipe all the time. */
    public static Curriculum constant(AugmentationRecipe recipe) {
        return new Curriculum(recipe, recipe, 0);
    }

    /**
     * Draws the recipe of an example.
     *
     * @param epoch the example's epoch, counted from 0
     */
    AugmentationRecipe recipe(int epoch, RandomGenerator random) {
        double share = growingEpochs == 0 ? 1 : (epoch + 0.5) / growingEpochs;
        return random.nextDouble() < share ? goal : beginning;
    }
}

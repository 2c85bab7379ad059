package lumen.gateway.training;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import lumen.recipe.Recipe;

/**
 * Draws the names of runs, as in {@code 03-21-14-05-59_BraveTango_mn10_first}: when, a word to
 * remember it by, which model, and the suffix that was asked for. The word has nothing to do with
 * the run's seed.
 */
final class RunNames {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd-HH-mm-ss");

    /** The spelling alphabet of NATO, in plain letters. */
    private static final List<String> NOUNS =
            words(
                    """
                    Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike
                    November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee
                    Zulu
                    """);

    private static final List<String> ADJECTIVES =
            words(
                    """
                    Agile Airy Alert Ample Amber Azure Balmy Bold Brave Breezy Bright Brisk Bronze
                    Calm Candid Clear Clever Cosmic Cosy Crisp Curious Daring Deft Dreamy Eager
                    Early Earnest Easy Electric Elegant Fair Famous Fearless Festive Fleet Fluent
                    Fresh Frosty Gentle Gilded Glad Golden Grand Happy Hardy Honest Humble Ideal
                    Jolly Keen Kind Lively Loyal Lucid Lucky Lunar Mellow Merry Mighty Mild Modest
                    Nimble Noble Novel Open Patient Placid Playful Polite Prime Proud Quick Quiet
                    Rapid Ready Regal Robust Rosy Royal Rustic Sandy Serene Sharp Shiny Silent
                    Silver Simple Sleek Smooth Snowy Solar Solid Sonic Spry Stable Steady Stellar
                    Stout Sturdy Subtle Sunny Swift Tidy Timely Tranquil Trusty Velvet Vivid Warm
                    Wise Witty Young Zesty
                    """);

    private final RandomGenerator random;

    RunNames() {
        this(new SecureRandom());
    }

    RunNames(RandomGenerator random) {
        this.random = random;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    /** A name for a run that begins now; two of the same second may rarely be the same. */
    String draw(Recipe recipe, LocalDateTime now) {
        String model =
                recipe.network().architecture() == null
                        ? "checkpoint"
                        : recipe.network().architecture();
        String suffix = recipe.run().experimentSuffix();
        String name = TIME.format(now) + "_" + word() + "_" + model;
        return suffix.isEmpty() ? name : name + "_" + suffix;
    }

    private String word() {
        return ADJECTIVES.get(random.nextInt(ADJECTIVES.size()))
                + NOUNS.get(random.nextInt(NOUNS.size()));
    }
}

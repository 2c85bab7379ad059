package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    private static final List<String> NAMES =
            List.of(
                    "backbone.features.0.0.weight",
                    "backbone.features.0.1.weight",
                    "backbone.features.1.0.weight",
                    "backbone.classifier.0.weight",
                    "backbone.classifier.3.deep_head.linear.weight");
    private static final Set<String> NORMALISATIONS = Set.of("backbone.features.0.1.weight");

    private static List<String> learning(FineTuning fineTuning, int epoch) {
        Predicate<String> learns = fineTuning.learns(epoch, NAMES, NORMALISATIONS);
        return NAMES.stream().filter(learns).toList();
    }

    @Test
    void theHeadLearnsFirstThenTheEndOfTheBackbone() {
        // Given
        FineTuning fineTuning = new FineTuning("features.1", "classifier", 2, true);

        // When
        List<String> before = learning(fineTuning, 1);
        List<String> after = learning(fineTuning, 2);

        // Then batch normalisations learn all the time, the first convolution never
        assertThat(before).containsExactly(NAMES.get(1), NAMES.get(3), NAMES.get(4));
        assertThat(after).containsExactly(NAMES.get(1), NAMES.get(2), NAMES.get(3), NAMES.get(4));
    }

    @Test
    void normalisationsCanBeFrozenWithTheRest() {
        // Given
        FineTuning fineTuning = new FineTuning("features.1", "deep_head", 1, false);

        // When
        List<String> before = learning(fineTuning, 0);

        // Then
        assertThat(before).containsExactly(NAMES.get(4));
    }

    @Test
    void everythingLearnsWhereNothingIsNamed() {
        // Given, When
        List<String> learning = learning(FineTuning.EVERYTHING, 0);

        // Then
        assertThat(learning).isEqualTo(NAMES);
    }

    @Test
    void aNameThatDoesNotExistIsRefusedWithTheLastNames() {
        // Given
        FineTuning fineTuning = new FineTuning("layer3.2", "classifier", 1, true);

        // When, Then
        assertThatThrownBy(() -> learning(fineTuning, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"layer3.2\"")
                .hasMessageContaining("backbone.classifier.3.deep_head.linear.weight");
    }

    @Test
    void oneNameWithoutTheOtherIsRefused() {
        // Given, When, Then
        assertThatThrownBy(() -> new FineTuning(null, "classifier", 1, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("go together");
    }
}

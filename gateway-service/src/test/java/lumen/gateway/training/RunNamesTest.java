package lumen.gateway.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.Recipe;
import org.junit.jupiter.api.Test;

class RunNamesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 21, 14, 5, 59);

    private static Recipe recipe(String suffix) throws InvalidRecipeException {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putArray("train_paths").add("irmastrain:train");
        options.putArray("val_paths").add("irmastest:test");
        options.put("model", "mn10");
        if (!suffix.isEmpty()) {
            options.put("experiment_suffix", suffix);
        }
        return Recipe.of(options);
    }

    @Test
    void theNameSaysWhenAndWhat() throws InvalidRecipeException {
        // When
        String name = new RunNames(new Random(1)).draw(recipe("first"), NOW);

        // Then
        assertThat(name).matches("03-21-14-05-59_[A-Z][a-z]+[A-Z][a-z]+_mn10_first");
    }

    @Test
    void aNameWithoutSuffixEndsWithTheModel() throws InvalidRecipeException {
        // When
        String name = new RunNames(new Random(1)).draw(recipe(""), NOW);

        // Then
        assertThat(name).endsWith("_mn10");
    }

    @Test
    void wordsAreMany() throws InvalidRecipeException {
        // Given
        RunNames names = new RunNames(new Random(1));
        Recipe recipe = recipe("");

        // When
        var drawn =
                IntStream.range(0, 1000)
                        .mapToObj(_ -> names.draw(recipe, NOW))
                        .collect(Collectors.toSet());

        // Then
        assertThat(drawn).hasSizeGreaterThan(750);
    }
}

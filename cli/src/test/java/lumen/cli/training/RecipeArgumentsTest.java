package lumen.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lumen.cli.rest.Json;
import lumen.recipe.InvalidRecipeException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "--finetune-head, true",
        "--finetune-head true, true",
        "--finetune-head false, false",
        "--finetune-head=false, false",
        "--no-finetune-head, false",
        "--nofinetune-head, false",
        "--finetune_head, true"
    })
    void aFlagIsGivenOrDenied(String tokens, boolean expected) {
        // When
        ObjectNode options = RecipeArguments.parse(List.of(tokens.split(" "))).options();

        // Then
        assertThat(options.path("finetune_head").asBoolean()).isEqualTo(expected);
    }

    @Test
    void listsEndAtTheNextOptionAndAddUp() throws Exception {
        // When
        RecipeArguments.Given given =
                RecipeArguments.parse(
                        List.of(
                                "--train-paths",
                                "csv:a.csv",
                                "irmastrain:b",
                                "--lr",
                                "1e-4",
                                "--augmentations",
                                "--train-paths",
                                "csv:c.csv",
                                "--quick",
                                "--aug-kwargs",
                                "sum_n_samples=2",
                                "stretch_factors=0.9,1.1"));

        // Then
        assertThat(given.faults()).isEmpty();
        assertThat(given.options())
                .isEqualTo(
                        Json.MAPPER.readTree(
                                """
                                {"train_paths": ["csv:a.csv", "irmastrain:b", "csv:c.csv"],
                                 "lr": "1e-4", "augmentations": [], "quick": "true",
                                 "aug_kwargs": ["sum_n_samples=2", "stretch_factors=0.9,1.1"]}
                                """));
    }

    @Test
    void everythingThatCannotBeReadIsAFault() {
        // When
        RecipeArguments.Given given =
                RecipeArguments.parse(
                        List.of("stray", "--epochs", "--lr", "1", "--lr", "2", "--quick", "no"));

        // Then
        assertThat(given.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "'stray' stands where an option is expected",
                        "epochs needs a value",
                        "lr is given twice",
                        "'no' stands where an option is expected");
    }

    @Test
    void anUnknownOptionIsLeftToTheRecipeWithItsValues() {
        // When
        RecipeArguments.Given given = RecipeArguments.parse(List.of("--modle", "mn10", "mn04"));

        // Then
        assertThat(given.options().path("modle").asText()).isEqualTo("mn10 mn04");
        assertThat(given.faults()).isEmpty();
    }
}

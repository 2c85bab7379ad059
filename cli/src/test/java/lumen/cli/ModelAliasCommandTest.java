package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAliasCommandTest {
    private TestingGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingGateway();
        gateway.aliases.put("champion", "demo");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Result run(String... arguments) {
        return CommandRun.of(gateway.address()).run(arguments);
    }

    @Test
    void theAliasesAreListedWithTheirModels() {
        // Given
        gateway.aliases.put("default", "old/torn");

        // When
        Result result = run("models", "aliases");

        // Then
        assertThat(result)
                .isEqualTo(
                        new Result(
                                0,
                                """
                                alias     model
                                ──────────────────
                                champion  demo
                                default   old/torn
                                """,
                                ""));
    }

    @Test
    void withoutAliasesTheListSaysSo() {
        // Given
        gateway.aliases.clear();

        // When
        Result result = run("models", "aliases");

        // Then
        assertThat(result).isEqualTo(new Result(0, "There are no aliases.\n", ""));
    }

    @Test
    void anAliasMeansAnotherModelFromNowOn() {
        // When
        Result result = run("models", "alias", "champion", "old/torn");

        // Then
        assertThat(result).isEqualTo(new Result(0, "champion means old/torn\n", ""));
        assertThat(gateway.aliases).containsExactly(entry("champion", "old/torn"));
    }

    @Test
    void anAliasIsForgotten() {
        // When
        Result result = run("models", "alias", "--remove", "champion");

        // Then
        assertThat(result).isEqualTo(new Result(0, "champion means no model any more\n", ""));
        assertThat(gateway.aliases).isEmpty();
    }

    @Test
    void anAliasThatIsNotThereCannotBeForgotten() {
        // When
        Result result = run("models", "alias", "--remove", "challenger");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("challenger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models alias champion", "models alias champion demo --remove"})
    void anAliasIsEitherGivenAModelOrForgotten(String command) {
        // When
        Result result = run(command.split(" "));

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--remove");
        assertThat(gateway.aliases).containsExactly(entry("champion", "demo"));
    }
}

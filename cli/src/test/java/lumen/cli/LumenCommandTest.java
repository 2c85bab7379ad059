package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LumenCommandTest {
    private final CommandRun lumen =
            new CommandRun(
                    announce -> {
                        throw new AssertionError("no server is needed for help");
                    });

    @ParameterizedTest
    @ValueSource(strings = {"predict", "train", "trainings", "models", "jobs"})
    void everyCommandTeachesWithExamples(String command) {
        // When
        Result result = lumen.run("help", command);

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Examples:").contains("  lumen " + command);
    }

    @Test
    void theHelpFitsTheTerminal() {
        // When
        Result result = lumen.onTerminal(70).run("predict", "--help");

        // Then
        assertThat(result.out().lines().filter(line -> !line.startsWith("  lumen ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(84));
    }

    @Test
    void withoutACommandTheCommandsAreListedAsAnError() {
        // When
        Result result = lumen.run();

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Commands:").contains("predict").contains("jobs");
    }

    @Test
    void theVersionIsTold() {
        // When
        Result result = lumen.run("--version");

        // Then
        assertThat(result.out()).matches("lumen \\d+\\.\\d+\\.\\d+.*\\R");
    }
}

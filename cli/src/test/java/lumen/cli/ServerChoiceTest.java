package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lumen a command asks, and what it says when there is none. */
class ServerChoiceTest {
    @TempDir private Path directory;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String audio() throws IOException {
        return Files.writeString(directory.resolve("01-cel.ogg"), "audio").toString();
    }

    @Test
    void aServerThatIsNotThereIsSaidInWords() throws IOException {
        // Given
        String file = audio();
        gateway.close();

        // When
        Result result = CommandRun.of(gateway.address()).run("predict", file);

        // Then
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("No lumen answers at " + gateway.address())
                .contains("lumen up");
    }

    @Test
    void theEnvironmentMayNameTheServer() throws IOException {
        // Given
        String file = audio();
        LumenAccess none =
                announce -> {
                    throw new LumenUnavailableException("not this one", "");
                };

        // When
        Result result =
                new CommandRun(none)
                        .with("LUMEN_URL", gateway.address().toString())
                        .run("predict", file);

        // Then
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aLumenThatCannotBeStartedIsSaidWithAdvice() throws IOException {
        // Given
        String file = audio();
        LumenAccess none =
                announce -> {
                    throw new LumenUnavailableException("The disk is full", "Make room.");
                };

        // When
        Result result = new CommandRun(none).run("predict", file);

        // Then
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("lumen: The disk is full\n       Make room.\n");
    }
}

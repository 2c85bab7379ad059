package lumen.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import lumen.cli.LumenAccess;
import lumen.cli.LumenUnavailableException;
import lumen.standalone.platform.NamedPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneAccessTest {
    private static final URI GATEWAY = URI.create("http://127.0.0.1:8090");

    @TempDir Path folder;

    @Test
    void aLumenThatTrainsForAnotherCommandAnswers() throws Exception {
        // Given
        running("gateway-service", "training-service");

        // When
        LumenAccess.Connection connection = access().connect(line -> {});

        // Then
        assertThat(connection.address()).isEqualTo(GATEWAY);
    }

    @Test
    void aLumenIsNotStartedWhereOneHasToRun() {
        // When
        LumenAccess access = access().withoutStarting();

        // Then
        assertThatThrownBy(() -> access.connect(line -> {}))
                .isInstanceOf(LumenUnavailableException.class)
                .hasMessageContaining("no lumen runs");
    }

    private LumenAccess access() {
        return new StandaloneAccess(
                () ->
                        new LumenOptions(
                                new DataFolder(folder),
                                new Installation(folder),
                                NamedPlatform.NONE,
                                folder,
                                List.of(),
                                OptionalInt.empty(),
                                true,
                                false));
    }

    /** Another command's own lumen runs. */
    private void running(String... services) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        new RunningLumen(
                        self.pid(),
                        RunningLumen.startOf(self),
                        true,
                        GATEWAY,
                        "127.0.0.1:9092",
                        "jdbc:postgresql://127.0.0.1:5432/lumen",
                        List.of(services).stream()
                                .map(
                                        name ->
                                                new RunningLumen.RunningService(
                                                        name, 5L, GATEWAY, name + ".log"))
                                .toList())
                .write(new DataFolder(folder));
    }
}

package lumen.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir Path folder;

    @Test
    void theFileOfALivingProcessIsFound() throws Exception {
        // Given
        DataFolder data = new DataFolder(folder);
        ProcessHandle self = ProcessHandle.current();
        RunningLumen written = state(self.pid(), RunningLumen.startOf(self));
        written.write(data);

        // When
        Optional<RunningLumen> found = RunningLumen.find(data);

        // Then
        assertThat(found).contains(written);
    }

    @Test
    void theFileOfAnEarlierProcessOfTheSameNumberIsStale() throws Exception {
        // Given
        DataFolder data = new DataFolder(folder);
        ProcessHandle self = ProcessHandle.current();
        state(self.pid(), RunningLumen.startOf(self) - 1000).write(data);

        // When
        Optional<RunningLumen> found = RunningLumen.find(data);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsStale() throws Exception {
        // Given
        DataFolder data = new DataFolder(folder);
        Files.writeString(data.stateFile(), "{\"half");

        // When
        Optional<RunningLumen> found = RunningLumen.find(data);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void theDataFolderFollowsTheEnvironment() {
        // Given
        Map<String, String> named = Map.of("LUMEN_HOME", "/a", "XDG_DATA_HOME", "/b");
        Map<String, String> shared = Map.of("XDG_DATA_HOME", "/b");

        // When
        List<Path> folders =
                List.of(DataFolder.usual(named).root(), DataFolder.usual(shared).root());

        // Then
        assertThat(folders).containsExactly(Path.of("/a"), Path.of("/b/lumen"));
    }

    private static RunningLumen state(long processId, long startedAt) {
        return new RunningLumen(
                processId,
                startedAt,
                false,
                URI.create("http://127.0.0.1:8090"),
                "127.0.0.1:9092",
                "jdbc:postgresql://127.0.0.1:5432/lumen",
                List.of(
                        new RunningLumen.RunningService(
                                "gateway-service",
                                5L,
                                URI.create("http://127.0.0.1:8090"),
                                "gateway-service.log")));
    }
}

package lumen.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import lumen.embedded.FreePorts;
import lumen.standalone.platform.NamedPlatform;
import lumen.standalone.service.ServiceKind;
import lumen.standalone.service.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the real broker, the real database and small programs as services. */
class LumenTest {
    @TempDir Path folder;

    @Test
    void servicesRunUntilTheEndAndAreStartedAgainWhenTheyDie() throws Exception {
        // Given
        LumenOptions options = options(TestingInstallation.create(folder.resolve("installation")));
        List<ProcessHandle> children;
        try (Lumen lumen = Lumen.start(options, _ -> {})) {
            RunningLumen before = RunningLumen.find(options.data()).orElseThrow();
            long killed = before.services().getFirst().processId();

            // When
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            // Then
            await(() -> processOf(options, 0).filter(pid -> pid != killed).isPresent());
            await(() -> environment(before.services().getFirst().address()).isPresent());
            assertThat(before.gateway()).isEqualTo(lumen.gateway());
            assertThat(environment(before.gateway()).orElseThrow())
                    .contains("LUMEN_KAFKA=" + lumen.kafka())
                    .contains("LUMEN_DATABASE_URL=jdbc:postgresql://127.0.0.1:")
                    .contains("LUMEN_PARENT_PID=" + ProcessHandle.current().pid())
                    .contains("LUMEN_DATA_ROOTS=" + folder);
            assertThatThrownBy(() -> Lumen.start(options, _ -> {}))
                    .isInstanceOf(AlreadyRunningException.class);
            children =
                    lumen.services().stream()
                            .map(ServiceProcess::processId)
                            .map(Optional::orElseThrow)
                            .map(ProcessHandle::of)
                            .map(Optional::orElseThrow)
                            .toList();
        }
        assertThat(children).hasSize(4).noneMatch(ProcessHandle::isAlive);
        assertThat(RunningLumen.find(options.data())).isEmpty();
        assertThat(options.data().root().resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServiceThatKeepsDyingEndsTheStartWithItsLog() throws Exception {
        // Given
        Installation installation = TestingInstallation.create(folder.resolve("installation"));
        Files.createFile(installation.program(ServiceKind.INFERENCE).resolve("fails"));
        LumenOptions options = options(installation);
        List<String> told = Collections.synchronizedList(new ArrayList<>());

        // When, Then
        assertThatThrownBy(() -> Lumen.start(options, told::add))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("inference-service keeps ending")
                .hasMessageContaining("cannot work");
        assertThat(told).anyMatch(line -> line.contains("starting it again"));
        assertThat(RunningLumen.find(options.data())).isEmpty();
    }

    private LumenOptions options(Installation installation) {
        return new LumenOptions(
                new DataFolder(folder.resolve("data")),
                installation,
                NamedPlatform.NONE,
                installation.models(),
                List.of(folder),
                OptionalInt.of(FreePorts.any()),
                false,
                true);
    }

    private static Optional<Long> processOf(LumenOptions options, int service) {
        try {
            return RunningLumen.find(options.data())
                    .map(lumen -> lumen.services().get(service).processId());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Optional<String> environment(URI service) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Optional.of(
                    client.send(
                                    HttpRequest.newBuilder(URI.create(service + "/environment"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException notListening) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            Thread.sleep(50);
        }
    }
}

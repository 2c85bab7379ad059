package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class InterruptionTest {
    @TempDir private Path directory;

    private String file() throws IOException {
        return Files.writeString(directory.resolve("01-cel.wav"), "audio").toString();
    }

    private static void awaitFollower(TestingGateway gateway) throws InterruptedException {
        while (gateway.followed.isEmpty()) {
            Thread.sleep(20);
        }
    }

    @Test
    void anInterruptedRunCancelsItsJobAndThenStopsTheLumenItStarted() throws Exception {
        // Given
        String file = file();
        AtomicBoolean cancelledBeforeClose = new AtomicBoolean();
        CompletableFuture<Result> result = new CompletableFuture<>();
        try (TestingGateway gateway = new TestingGateway().withEndlessJobs()) {
            LumenAccess started =
                    announce ->
                            new LumenAccess.Connection() {
                                @Override
                                public URI address() {
                                    return gateway.address();
                                }

                                @Override
                                public void close() {
                                    cancelledBeforeClose.set(gateway.cancelled.contains("job-1"));
                                }
                            };
            Thread command =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            result.complete(
                                                    new CommandRun(started).run("predict", file)));
            awaitFollower(gateway);

            // When
            command.interrupt();
            result.get(90, TimeUnit.SECONDS);
        }

        // Then
        assertThat(result.get().exitCode()).isEqualTo(130);
        assertThat(result.get().err()).contains("interrupted");
        assertThat(cancelledBeforeClose).isTrue();
    }

    @Test
    void aTerminatedProcessCancelsItsJob() throws Exception {
        // Given
        Path errors = directory.resolve("errors.txt");
        try (TestingGateway gateway = new TestingGateway().withEndlessJobs()) {
            Process process =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "lumen.cli.LumenCommand",
                                    "predict",
                                    file(),
                                    "--server",
                                    gateway.address().toString())
                            .redirectError(errors.toFile())
                            .start();
            awaitFollower(gateway);

            // When
            process.destroy();
            process.waitFor(90, TimeUnit.SECONDS);

            // Then
            int sigterm = 128 + 15;
            assertThat(process.exitValue()).isEqualTo(sigterm);
            assertThat(gateway.cancelled).containsExactly("job-1");
            assertThat(errors).content().contains("interrupted");
        }
    }
}

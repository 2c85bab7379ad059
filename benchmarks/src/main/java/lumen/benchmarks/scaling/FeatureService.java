package lumen.benchmarks.scaling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lumen.embedded.FreePorts;

/** A feature-service process, with the JVM settings that {@code lumen up} gives it. */
public final class FeatureService implements AutoCloseable {
    private static final Duration STARTING = Duration.ofMinutes(2);

    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final Process process;
    private final URI ready;

    private FeatureService(Process process, URI ready) {
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @param program the folder with its quarkus-run.jar
     * @param broker the broker's host and port
     * @param audio its data root and its audio store
     * @param threads how many items it works on at once
     * @param isolated uploads, always or never
     * @param log takes its output
     */
    public static FeatureService start(
            Path program, String broker, Path audio, int threads, String isolated, Path log)
            throws IOException, InterruptedException {
        int port = FreePorts.any();
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--add-modules=jdk.incubator.vector",
                                "-jar",
                                program.resolve("quarkus-run.jar").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "LUMEN_KAFKA", broker,
                                "LUMEN_DATA_ROOTS", audio.toString(),
                                "LUMEN_AUDIO_STORE", audio.resolve("uploads").toString(),
                                "LUMEN_FEATURE_PORT", Integer.toString(port),
                                "LUMEN_FEATURE_THREADS", Integer.toString(threads),
                                "LUMEN_FEATURE_DECODING_ISOLATED", isolated,
                                "LUMEN_PARENT_PID", Long.toString(ProcessHandle.current().pid()),
                                "MALLOC_ARENA_MAX", "2"));
        FeatureService service =
                new FeatureService(
                        builder.start(),
                        URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
        service.awaitReady(log);
        return service;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + STARTING.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IOException("feature-service is not ready; see " + log);
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(ready).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    /** The processor time that the service and its decoding workers have used. */
    public Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit()
                .completeOnTimeout(process, STOPPING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        process.destroyForcibly();
    }
}

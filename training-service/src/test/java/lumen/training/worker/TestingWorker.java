package lumen.training.worker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import lumen.testing.TestPlatform;
import org.apache.kafka.clients.CommonClientConfigs;

/** A worker on the test broker, with a thread of its own. */
final class TestingWorker implements AutoCloseable {
    static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    static final Duration HEARTBEAT = Duration.ofMillis(200);

    private final ProgressSender sender;
    private final Broadcasts broadcasts;
    private final Worker worker;
    private final Thread thread;

    /**
     * Starts it.
     *
     * @param folder where runs and models are
     */
    TestingWorker(String name, Path folder, RunExecution execution) {
        this(name, folder, execution, 0);
    }

    /**
     * Starts it.
     *
     * @param exitAfterRuns runs after which it ends; 0 for no end
     */
    TestingWorker(String name, Path folder, RunExecution execution, int exitAfterRuns) {
        Map<String, Object> kafka =
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        TestPlatform.get().bootstrapServers());
        RequestReader reader = new RequestReader(JSON);
        sender = new ProgressSender(kafka, JSON, 1000);
        WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
        RequestQueue queue = new RequestQueue(kafka, reader, sender, metrics::deadLetter);
        Worker[] self = new Worker[1];
        broadcasts = new Broadcasts(kafka, reader, runId -> self[0].news(runId));
        worker =
                new Worker(
                        new WorkerSettings(
                                name,
                                folder.resolve("runs"),
                                folder.resolve("models"),
                                HEARTBEAT,
                                Duration.ofSeconds(5),
                                exitAfterRuns),
                        queue,
                        broadcasts,
                        sender,
                        execution,
                        metrics);
        self[0] = worker;
        broadcasts.start();
        thread = Thread.ofPlatform().name(name).start(this::work);
    }

    private void work() {
        try {
            worker.work();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a worker that ends by itself. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /** Stops it as SIGTERM does. */
    @Override
    public void close() {
        worker.stop();
        try {
            thread.join();
            sender.flush(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broadcasts.close();
        sender.close();
    }
}

package lumen.training.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The worker of this service: starts it, and lets it give its run back when the service stops. */
@ApplicationScoped
public class TrainingService {
    private static final Logger LOG = Logger.getLogger(TrainingService.class);

    /** For the last events of the run that is given back. */
    private static final Duration SENDING = Duration.ofSeconds(5);

    private final ProgressSender sender;
    private final Broadcasts broadcasts;
    private final Worker worker;
    private final Thread thread;

    TrainingService(
            WorkerConfiguration configuration,
            @ConfigProperty(name = "lumen.models.new-directory") Path models,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RunExecution execution,
            ObjectMapper json,
            WorkerMetrics metrics) {
        RequestReader reader = new RequestReader(json);
        sender = new ProgressSender(kafka, json, configuration.unsentEvents());
        metrics.watch(sender);
        broadcasts = new Broadcasts(kafka, reader, this::news);
        worker =
                new Worker(
                        new WorkerSettings(
                                name(),
                                configuration.runsDirectory(),
                                models,
                                configuration.heartbeat(),
                                configuration.grace(),
                                configuration.exitAfterRuns()),
                        new RequestQueue(kafka, reader, sender, metrics::deadLetter),
                        broadcasts,
                        sender,
                        execution,
                        metrics);
        thread = Thread.ofPlatform().name("worker").unstarted(this::work);
    }

    /** Who this worker is, for people. */
    private static String name() {
        String process = Long.toString(ProcessHandle.current().pid());
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "training-service-" + process;
        }
    }

    private void news(String runId) {
        worker.news(runId);
    }

    void start(@Observes StartupEvent started) {
        broadcasts.start();
        thread.start();
    }

    private void work() {
        try {
            worker.work();
            Quarkus.asyncExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.fatal("no more runs can be taken, stopping", e);
            Quarkus.asyncExit(1);
        }
    }

    /** Gives the run back, tells so, and ends. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        worker.stop();
        if (!thread.join(SENDING)) {
            thread.interrupt();
        }
        if (!sender.flush(SENDING)) {
            LOG.warnf("the broker is away, so much is left untold events=%d", sender.unsent());
        }
        broadcasts.close();
        sender.close();
    }

    /** Whether the worker can take runs, or carries one out. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Whether the worker knows everything that was commanded before it started. */
    public boolean isInformed() {
        return broadcasts.isCaughtUp();
    }

    /** Whether a run is carried out now. */
    public boolean isBusy() {
        return worker.isBusy();
    }
}

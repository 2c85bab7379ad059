package lumen.gateway.training;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Knows since when this gateway could have heard of a worker: while the broker is away, and right
 * after it or the gateway was started, silence says nothing about workers.
 */
@ApplicationScoped
class Hearing {
    private static final int ANSWER_SECONDS = 4;

    private final Map<String, Object> settings;
    private Admin admin;
    private volatile Optional<Instant> since = Optional.empty();

    Hearing(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "gateway-hearing");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_SECONDS * 1000);
    }

    /** Whether the broker has answered all the time for this long. */
    boolean forAtLeast(Duration time) {
        return since.filter(begin -> !begin.plus(time).isAfter(Instant.now())).isPresent();
    }

    @Scheduled(
            every = "{lumen.training.lease-check}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void listen() throws InterruptedException {
        try {
            admin().describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            since = Optional.of(since.orElseGet(Instant::now));
        } catch (ExecutionException | TimeoutException e) {
            // That the broker is away is said by those who need it.
            since = Optional.empty();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(ANSWER_SECONDS));
        }
    }
}

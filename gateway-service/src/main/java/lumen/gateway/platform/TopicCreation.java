package lumen.gateway.platform;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import lumen.contracts.topic.TopicLayout;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes lumen's topics on a broker that is not lumen's own, with their partitions and retention, as
 * soon as it answers. Topics that exist stay as they are.
 */
@ApplicationScoped
public class TopicCreation {
    private static final Logger LOG = Logger.getLogger(TopicCreation.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final boolean wanted;
    private final Optional<Short> replication;
    private final Outage outage = new Outage(LOG, "making the topics");

    TopicCreation(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lumen.topics.create") boolean wanted,
            @ConfigProperty(name = "lumen.topics.replication") Optional<Short> replication) {
        this.kafka = kafka;
        this.wanted = wanted;
        this.replication = replication;
    }

    void start(@Observes StartupEvent event) {
        if (wanted) {
            Thread.ofVirtual().name("topic-creation").start(this::create);
        }
    }

    private void create() {
        try (Admin admin = Admin.create(kafka)) {
            while (true) {
                try {
                    TopicLayout.create(admin, TopicLayout.all(), replication);
                    outage.over();
                    return;
                } catch (ExecutionException e) {
                    outage.notice(e);
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package lumen.training.worker;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Stops the service when the process that started it has ended, even if that was killed. Without a
 * configured parent the service lives on its own.
 */
@ApplicationScoped
public class ParentProcess {
    private static final Logger LOG = Logger.getLogger(ParentProcess.class);

    private final Optional<Long> parent;

    ParentProcess(@ConfigProperty(name = "lumen.parent-pid") Optional<Long> parent) {
        this.parent = parent;
    }

    void watch(@Observes StartupEvent started) {
        parent.ifPresent(id -> Thread.ofVirtual().name("parent-watch").start(() -> await(id)));
    }

    private static void await(long id) {
        ProcessHandle.of(id).ifPresent(process -> process.onExit().join());
        stop(id);
    }

    private static void stop(long id) {
        LOG.infof("the parent process has ended, stopping parent=%d", id);
        Quarkus.asyncExit();
    }
}

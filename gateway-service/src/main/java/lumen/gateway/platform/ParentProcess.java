package lumen.gateway.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends the gateway when the process that started it ends, however it does: a launcher that was
 * killed leaves nothing behind.
 */
@ApplicationScoped
class ParentProcess {
    private static final Logger LOG = Logger.getLogger(ParentProcess.class);

    private final Optional<Long> pid;

    ParentProcess(@ConfigProperty(name = "LUMEN_PARENT_PID") Optional<Long> pid) {
        this.pid = pid;
    }

    void watch(@Observes StartupEvent event) {
        if (pid.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(pid.get());
        if (parent.isEmpty()) {
            end();
        } else {
            Thread.ofVirtual()
                    .name("parent-process")
                    .start(
                            () -> {
                                parent.get().onExit().join();
                                end();
                            });
        }
    }

    private static void end() {
        LOG.info("the parent process has ended: so does the gateway");
        Quarkus.asyncExit();
    }
}

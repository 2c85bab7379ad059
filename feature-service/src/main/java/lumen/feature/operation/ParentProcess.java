package lumen.feature.operation;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends this service when the process that started it has ended, however that happened, so that no
 * orphan is left behind. Without a configured parent the service lives on its own.
 */
@ApplicationScoped
public class ParentProcess {
    private static final Logger LOG = Logger.getLogger(ParentProcess.class);

    private final Optional<Long> processId;

    public ParentProcess(@ConfigProperty(name = "lumen.parent-pid") Optional<Long> processId) {
        this.processId = processId;
    }

    void watch(@Observes StartupEvent started) {
        if (processId.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(processId.get());
        if (parent.isEmpty()) {
            end();
        } else {
            CompletableFuture<Void> _ = parent.get().onExit().thenRun(ParentProcess::end);
        }
    }

    private static void end() {
        LOG.info("the parent process has ended, stopping");
        Quarkus.asyncExit();
    }
}

package lumen.training.worker;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import lumen.training.engine.ComputeDevice;
import org.jboss.logging.Logger;

/**
 * Loads libtorch while the service starts: it is unpacked and linked then, and a machine that it
 * does not run on is told before a run is lost there.
 */
@ApplicationScoped
public class NativeLibraries {
    private static final Logger LOG = Logger.getLogger(NativeLibraries.class);

    /** How far it has come. */
    public sealed interface State {
        /** The libraries are being loaded. */
        record Loading() implements State {}

        /**
         * They can be used.
         *
         * @param device what a run uses that does not say
         */
        record Loaded(String device) implements State {}

        /**
         * Nothing can be trained on this machine.
         *
         * @param reason why
         */
        record Failed(String reason) implements State {}
    }

    private volatile State state = new State.Loading();

    /** How far it has come. */
    public State state() {
        return state;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().name("native-libraries").daemon(true).start(this::load);
    }

    private void load() {
        long start = System.nanoTime();
        try {
            ComputeDevice device = ComputeDevice.named("auto");
            state = new State.Loaded(device.name());
            LOG.infof(
                    "libtorch loaded device=%s milliseconds=%d",
                    device, (System.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("models cannot be trained on this machine", e);
            state = new State.Failed(e.toString());
        }
    }
}

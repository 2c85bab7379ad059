package lumen.gateway.progress;

import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs a task on a virtual thread when it is rung. The task never runs twice at once; however often
 * the bell is rung during a run, one more run follows it, so that nothing that happened before a
 * ring is missed.
 */
public final class Bell {
    private static final Logger LOG = Logger.getLogger(Bell.class);

    private final String name;
    private final Runnable task;
    private final AtomicInteger rings = new AtomicInteger();

    /**
     * @param name the name of the task's threads
     * @param task what to run
     */
    public Bell(String name, Runnable task) {
        this.name = name;
        this.task = task;
    }

    /** Asks for a run that begins after this call did. */
    public void ring() {
        if (rings.getAndIncrement() == 0) {
            Thread.ofVirtual().name(name).start(this::run);
        }
    }

    private void run() {
        int heard = rings.get();
        do {
            try {
                task.run();
            } catch (RuntimeException e) {
                // The next ring tries again; a failed run must not silence the bell.
                LOG.errorf(e, "%s failed", name);
            }
            heard = rings.addAndGet(-heard);
        } while (heard > 0);
    }
}

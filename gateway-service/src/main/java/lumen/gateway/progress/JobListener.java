package lumen.gateway.progress;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits, on a virtual thread, for changes of one job. Close it when they are of no interest. */
public final class JobListener implements AutoCloseable {
    private final Semaphore changes = new Semaphore(0);
    private final Runnable forget;

    JobListener(Runnable forget) {
        this.forget = forget;
    }

    /** Ends a wait; if nobody waits now, the next wait ends at once. */
    public void ring() {
        changes.release();
    }

    /**
     * Waits until the job may have changed since the last wait, or the time is over.
     *
     * @return whether the job may have changed
     */
    public boolean await(Duration limit) throws InterruptedException {
        boolean changed = changes.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        changes.drainPermits();
        return changed;
    }

    @Override
    public void close() {
        forget.run();
    }
}

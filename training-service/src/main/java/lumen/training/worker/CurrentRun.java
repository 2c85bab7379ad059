package lumen.training.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lumen.contracts.training.TrainingRequest;
import lumen.training.run.RunSignals.Order;

/** The run that a worker carries out, as other threads see it. */
final class CurrentRun {
    /** How long a run that is to end at once may take: a step of the largest models. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TrainingRequest request;
    private final RunControl control;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean interrupted;

    /**
     * A run of the calling thread.
     *
     * @param control tells the run what it is told here
     */
    CurrentRun(TrainingRequest request, RunControl control) {
        this.request = request;
        this.control = control;
        thread = Thread.currentThread();
    }

    TrainingRequest request() {
        return request;
    }

    RunControl control() {
        return control;
    }

    /** Tells the run to go on no more; one that has to end at once is not waited for long. */
    void tell(Order order) {
        control.tell(order);
        if (order == Order.CANCEL || order == Order.ABANDON) {
            Thread.ofVirtual().start(() -> awaitEndOrInterrupt(PATIENCE));
        }
    }

    /** Waits for the run's end; interrupts it when it takes longer, for example for the broker. */
    void awaitEndOrInterrupt(Duration patience) {
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                interrupt();
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupt() {
        if (ended.getCount() > 0) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** The run is over: its thread is not interrupted any more. */
    synchronized void end() {
        ended.countDown();
        Thread.interrupted();
    }

    /** Whether it was interrupted here, so that whatever it failed with says nothing. */
    synchronized boolean wasInterrupted() {
        return interrupted;
    }
}

package lumen.standalone;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Turns Ctrl+C and SIGTERM into the end of a wait or the interruption of a start, and keeps the
 * process alive until everything has been stopped.
 */
final class Stop {
    private final Thread worker = Thread.currentThread();
    private final CompletableFuture<Optional<String>> asked = new CompletableFuture<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private boolean waiting;

    private Stop() {}

    /** Begins to listen; the calling thread is the one that is interrupted while it starts. */
    static Stop onSignal(PrintWriter out) {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.signal(out), "stop"));
        return stop;
    }

    private void signal(PrintWriter out) {
        if (finished.getCount() == 0) {
            return;
        }
        synchronized (this) {
            asked.complete(Optional.empty());
            if (!waiting) {
                worker.interrupt();
            }
        }
        try {
            finished.await();
            out.println("stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for the signal or the failure.
     *
     * @param failure completes when there is no point in waiting on
     * @return why it failed; nothing when the user asked to stop
     */
    Optional<String> await(CompletableFuture<String> failure) throws InterruptedException {
        synchronized (this) {
            waiting = true;
        }
        try {
            Optional<String> reason =
                    failure.thenApply(Optional::of).applyToEither(asked, Function.identity()).get();
            // A signal that came just before this wait has interrupted the thread as well, and what
            // follows must be able to wait for the services' end.
            Thread.interrupted();
            return reason;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything has been stopped: the process may end. */
    void finished() {
        finished.countDown();
    }
}

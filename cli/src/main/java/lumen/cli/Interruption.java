package lumen.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl+C, and a request to terminate, into an interruption of the thread that works, and
 * keeps the process alive while that thread cleans up: until {@link #close()}, at most half a
 * minute.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Thread worker) {
        hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            awaitCleaning();
                        },
                        "interruption");
    }

    static Interruption of(Thread worker) {
        Interruption interruption = new Interruption(worker);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void awaitCleaning() {
        try {
            if (!cleanedUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("lumen: cleaning up takes too long; leaving it");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cleanedUp.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running, which is how this came about.
        }
    }
}

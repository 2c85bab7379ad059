package lumen.gateway.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BellTest {
    @Test
    void ringsDuringARunLeadToOneMoreRun() throws InterruptedException {
        // Given
        CountDownLatch firstBegan = new CountDownLatch(1);
        Semaphore mayGoOn = new Semaphore(0);
        CountDownLatch secondEnded = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();
        Bell bell =
                new Bell(
                        "test",
                        () -> {
                            runs.incrementAndGet();
                            firstBegan.countDown();
                            mayGoOn.acquireUninterruptibly();
                            secondEnded.countDown();
                        });
        bell.ring();
        firstBegan.await();

        // When
        bell.ring();
        bell.ring();
        bell.ring();
        mayGoOn.release(10);

        // Then
        assertThat(secondEnded.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(2);
    }

    @Test
    void aFailedRunDoesNotSilenceTheBell() throws InterruptedException {
        // Given
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        Semaphore failed = new Semaphore(0);
        Bell bell =
                new Bell(
                        "test",
                        () -> {
                            if (runs.incrementAndGet() == 1) {
                                failed.release();
                                throw new IllegalStateException("on purpose");
                            }
                            second.countDown();
                        });
        bell.ring();
        failed.acquire();

        // When
        bell.ring();

        // Then
        assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
    }
}

package lumen.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lumen.inference.batching.Batch.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchQueueTest {
    @Test
    void givesEveryPartOfManyThreadsExactlyOnce() throws Exception {
        // Given
        BatchQueue<TestingPart> queue = new BatchQueue<>(new BatchLimits(8, Duration.ofMillis(1)));
        int threads = 4;
        int each = 500;
        CountDownLatch ended = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            Thread.ofVirtual()
                    .start(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    queue.offer(TestingPart.of(first + i, 1 + i % 3));
                                }
                                ended.countDown();
                            });
        }
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                ended.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            queue.close();
                        });

        // When
        List<Integer> numbers = new ArrayList<>();
        for (var batch = queue.take(); batch.isPresent(); batch = queue.take()) {
            batch.get().parts().forEach(part -> numbers.add(part.number()));
        }

        // Then
        assertThat(numbers).hasSize(threads * each).doesNotHaveDuplicates();
    }

    @Test
    void aClosedQueueGivesWhatItHasAndTakesNothing() throws Exception {
        // Given
        BatchQueue<TestingPart> queue = new BatchQueue<>(new BatchLimits(8, Duration.ofHours(1)));
        queue.offer(TestingPart.of(1, 1));
        queue.close();

        // When
        boolean taken = queue.offer(TestingPart.of(2, 1));
        Optional<Batch<TestingPart>> batch = queue.take();

        // Then
        assertThat(taken).isFalse();
        assertThat(batch.orElseThrow().closed()).isEqualTo(CloseReason.DRAINED);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void aWaitingTakerIsWokenByAFullBatch() throws Exception {
        // Given
        BatchQueue<TestingPart> queue = new BatchQueue<>(new BatchLimits(2, Duration.ofHours(1)));
        Thread.ofVirtual()
                .start(
                        () -> {
                            queue.offer(TestingPart.of(1, 1));
                            queue.offer(TestingPart.of(2, 1));
                        });

        // When
        Batch<TestingPart> batch = queue.take().orElseThrow();

        // Then
        assertThat(batch.windows()).isEqualTo(2);
        assertThat(batch.closed()).isEqualTo(CloseReason.FULL);
    }
}

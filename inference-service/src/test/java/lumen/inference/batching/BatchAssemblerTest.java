package lumen.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lumen.inference.batching.Batch.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchAssemblerTest {
    private static final BatchLimits LIMITS = new BatchLimits(8, Duration.ofNanos(100));

    private final BatchAssembler<TestingPart> assembler = new BatchAssembler<>(LIMITS);

    @Test
    void waitsForMoreUntilTheOldestPartHasWaitedLongEnough() {
        // Given
        assembler.add(TestingPart.of(1, 2), 1000);
        assembler.add(TestingPart.of(2, 2), 1060);

        // When
        Optional<Batch<TestingPart>> early = assembler.next(1099);
        Optional<Batch<TestingPart>> due = assembler.next(1100);

        // Then
        assertThat(early).isEmpty();
        assertThat(due.orElseThrow().parts()).extracting(TestingPart::number).containsExactly(1, 2);
        assertThat(due.orElseThrow().closed()).isEqualTo(CloseReason.WAITED);
        assertThat(assembler.isEmpty()).isTrue();
    }

    @Test
    void aFullBatchIsDueAtOnceAndLeavesWhatDoesNotFit() {
        // Given
        assembler.add(TestingPart.of(1, 5), 0);
        assembler.add(TestingPart.of(2, 4), 0);

        // When
        Batch<TestingPart> batch = assembler.next(0).orElseThrow();

        // Then
        assertThat(batch.parts()).extracting(TestingPart::number).containsExactly(1);
        assertThat(batch.closed()).isEqualTo(CloseReason.FULL);
        assertThat(assembler.nanosUntilDue(30)).hasValue(70);
    }

    @Test
    void aPartLargerThanABatchIsABatchOfItsOwn() {
        // Given
        assembler.add(TestingPart.of(1, 20), 0);

        // When
        Batch<TestingPart> batch = assembler.next(0).orElseThrow();

        // Then
        assertThat(batch.windows()).isEqualTo(20);
    }

    @Test
    void partsOfAnotherShapeAreComputedApartTheOldestFirst() {
        // Given
        assembler.add(new TestingPart(1, 1, List.of(128, 100)), 0);
        assembler.add(new TestingPart(2, 1, List.of(128, 224)), 1);
        assembler.add(new TestingPart(3, 1, List.of(128, 100)), 2);

        // When
        Batch<TestingPart> first = assembler.next(500).orElseThrow();
        Batch<TestingPart> second = assembler.next(500).orElseThrow();

        // Then
        assertThat(first.parts()).extracting(TestingPart::number).containsExactly(1, 3);
        assertThat(second.parts()).extracting(TestingPart::number).containsExactly(2);
    }

    @Test
    void drainingGivesWhatIsNotDue() {
        // Given
        assembler.add(TestingPart.of(1, 1), 0);

        // When
        Batch<TestingPart> batch = assembler.drain().orElseThrow();

        // Then
        assertThat(batch.closed()).isEqualTo(CloseReason.DRAINED);
        assertThat(assembler.drain()).isEmpty();
    }

    @Test
    void nothingIsDueWhenNothingWaits() {
        // When, Then
        assertThat(assembler.nanosUntilDue(0)).isEmpty();
        assertThat(assembler.next(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aPartWithoutWindowsIsRefused() {
        assertThatThrownBy(() -> assembler.add(TestingPart.of(1, 0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void losesNothingKeepsTheOrderMixesNoShapesAndIsNeverLate(long seed) {
        // Given
        Random random = new Random(seed);
        // Near the end of the range, so that the clock overflows on the way.
        long now = Long.MAX_VALUE - 20_000;
        Map<Integer, Long> arrivals = new HashMap<>();
        List<Batch<TestingPart>> batches = new ArrayList<>();

        // When
        for (int number = 0; number < 2_000; number++) {
            List<Integer> shape = List.of(128, 100 + random.nextInt(3));
            assembler.add(new TestingPart(number, 1 + random.nextInt(10), shape), now);
            arrivals.put(number, now);
            long next = now + random.nextInt(50);
            while (assembler.nanosUntilDue(now).orElse(Long.MAX_VALUE) <= next - now) {
                now += assembler.nanosUntilDue(now).getAsLong();
                Batch<TestingPart> batch = assembler.next(now).orElseThrow();
                batches.add(batch);
                for (TestingPart part : batch.parts()) {
                    // Then
                    assertThat(now - arrivals.get(part.number())).isLessThanOrEqualTo(100);
                }
            }
            now = next;
        }
        assembler.drain().ifPresent(batches::add);
        assembler.drain().ifPresent(batches::add);
        assembler.drain().ifPresent(batches::add);

        // Then
        assertThat(assembler.isEmpty()).isTrue();
        Map<List<Integer>, Integer> lastOfShape = new HashMap<>();
        List<Integer> seen = new ArrayList<>();
        for (Batch<TestingPart> batch : batches) {
            assertThat(batch.windows() <= LIMITS.maxWindows() || batch.parts().size() == 1)
                    .isTrue();
            for (TestingPart part : batch.parts()) {
                assertThat(part.windowShape()).isEqualTo(batch.windowShape());
                Integer before = lastOfShape.put(part.windowShape(), part.number());
                assertThat(before == null || before < part.number()).isTrue();
                seen.add(part.number());
            }
        }
        assertThat(seen).hasSize(2_000).doesNotHaveDuplicates();
    }
}

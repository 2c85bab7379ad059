package lumen.benchmarks.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void percentilesAreMeasuredValuesByNearestRank() {
        // Given: 200, 199, ... 1 ms
        long[] times = LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray();

        // When
        Distribution distribution = Distribution.of(times);

        // Then
        assertThat(distribution.milliseconds(0)).isEqualTo(1);
        assertThat(distribution.milliseconds(0.5)).isEqualTo(100);
        assertThat(distribution.milliseconds(0.99)).isEqualTo(198);
        assertThat(distribution.milliseconds(1)).isEqualTo(200);
    }

    @Test
    void oneMeasurementIsEveryPercentile() {
        // When
        Distribution distribution = Distribution.of(new long[] {7_000_000});

        // Then
        assertThat(distribution.row()).isEqualTo("7 | **7** | 7 | **7** | 7");
    }
}

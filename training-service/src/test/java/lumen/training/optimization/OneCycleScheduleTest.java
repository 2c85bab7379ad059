package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleScheduleTest {
    private final OneCycleSchedule schedule = new OneCycleSchedule(1e-4, 1e-2, 1e-8, 100);

    @Test
    void ratesBeginPeakAndEndWhereTheyShould() {
        // Given a cycle of 100 steps, whose peak is at step 0.3 * 100 - 1

        // When
        double[] rates = {schedule.rate(0), schedule.rate(29), schedule.rate(99)};

        // Then
        assertThat(rates[0]).isCloseTo(1e-4, within(1e-12));
        assertThat(rates[1]).isCloseTo(1e-2, within(1e-12));
        assertThat(rates[2]).isCloseTo(1e-8, within(1e-12));
    }

    @Test
    void halfwayUpTheRateIsTheMeanOfItsEnds() {
        // Given the cosine's middle between step 0 and step 29
        int step = 58;

        // When the way down has its middle at step 29 + 35
        double down = schedule.rate(29 + 35);

        // Then
        assertThat(down).isCloseTo((1e-2 + 1e-8) / 2, within(1e-12));
        assertThat(schedule.rate(step)).isBetween(down, 1e-2);
    }

    @Test
    void momentumRunsTheOtherWay() {
        // Given the same cycle

        // When
        double[] momentum = {schedule.momentum(0), schedule.momentum(29), schedule.momentum(99)};

        // Then
        assertThat(momentum).containsExactly(new double[] {0.95, 0.85, 0.95}, within(1e-12));
    }

    @Test
    void aPeakBelowTheBeginningIsRefused() {
        // Given
        double initial = 1e-2;

        // When, Then
        assertThatThrownBy(() -> new OneCycleSchedule(initial, 1e-3, 0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initial <= peak");
    }
}

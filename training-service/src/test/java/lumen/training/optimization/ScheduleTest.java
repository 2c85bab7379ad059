package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Every schedule against the formulas of the reference's schedulers, computed another way. */
class ScheduleTest {
    private static final double RATE = 5e-5;
    private static final double PEAK = 5e-4;

    /** Interpolates from a to b along half a cosine. */
    private static double cosine(double a, double b, double p) {
        return b + (a - b) / 2 * (1 + Math.cos(Math.PI * p));
    }

    @Test
    void oneCycleGoesUpInThreeTenthsAndDownInTheRest() {
        // Given 99 steps of the optimizer, so a cycle of 100
        Schedule schedule = OneCycleSchedule.over(99, RATE, PEAK);

        // When, Then
        for (int step = 0; step < 99; step++) {
            double expected =
                    step <= 29
                            ? cosine(RATE, PEAK, step / 29.0)
                            : cosine(PEAK, RATE / 1e4, (step - 29) / 70.0);
            double momentum =
                    step <= 29
                            ? cosine(0.95, 0.85, step / 29.0)
                            : cosine(0.85, 0.95, (step - 29) / 70.0);
            assertThat(schedule.rate(step)).isCloseTo(expected, within(1e-15));
            assertThat(schedule.momentum(step)).isCloseTo(momentum, within(1e-12));
        }
        assertThat(schedule.rate(99)).isCloseTo(RATE / 1e4, within(1e-15));
    }

    @Test
    void oneStepIsACycle() {
        // Given
        Schedule schedule = OneCycleSchedule.over(1, RATE, PEAK);

        // When
        double rate = schedule.rate(0);

        // Then
        assertThat(rate).isBetween(RATE / 1e4, PEAK);
    }

    @Test
    void cosineAnnealingEndsAtNothingAndStartsAgain() {
        // Given
        Schedule schedule = new CosineRestartSchedule(RATE, 40);

        // When, Then
        for (int step = 0; step < 100; step++) {
            double expected = RATE / 2 * (1 + Math.cos(Math.PI * (step % 40) / 40));
            assertThat(schedule.rate(step)).isCloseTo(expected, within(1e-15));
        }
        assertThat(schedule.momentum(5)).isEqualTo(0.9);
    }

    @Test
    void theHeadsPhaseMultipliesTheRateByTheSameNumberInEveryStep() {
        // Given the reference's warm-up of 3e-4 and twenty steps of the head
        Schedule schedule =
                new HeadFirstSchedule(3e-4, RATE, 20, OneCycleSchedule.over(99, RATE, PEAK));
        double factor = Math.pow(RATE / 3e-4, 1 / 19.0);

        // When, Then
        double expected = 3e-4;
        for (int step = 0; step < 20; step++) {
            assertThat(schedule.rate(step)).isCloseTo(expected, within(1e-15));
            assertThat(schedule.momentum(step)).isEqualTo(0.9);
            expected *= factor;
        }
        assertThat(schedule.rate(19)).isCloseTo(RATE, within(1e-15));
        assertThat(schedule.rate(20)).isCloseTo(RATE, within(1e-15));
        assertThat(schedule.rate(49)).isCloseTo(PEAK, within(1e-15));
        assertThat(schedule.momentum(49)).isCloseTo(0.85, within(1e-12));
    }

    @Test
    void aPlateauHalvesTheRateAfterMoreThanSixEpochsWithoutABetterFigure() {
        // Given the patience that goes with an early stopping after ten
        PlateauSchedule schedule = new PlateauSchedule(1e-3, true, PlateauSchedule.patience(10));
        schedule.epochEnded(0.5);

        // When
        double[] rates = new double[15];
        for (int epoch = 0; epoch < rates.length; epoch++) {
            schedule.epochEnded(0.5 + 1e-6);
            rates[epoch] = schedule.rate(0);
        }

        // Then six are put up with, and a gain of less than a ten thousandth is none
        assertThat(rates[5]).isEqualTo(1e-3);
        assertThat(rates[6]).isEqualTo(5e-4);
        assertThat(rates[12]).isEqualTo(5e-4);
        assertThat(rates[13]).isEqualTo(2.5e-4);
    }

    @Test
    void aPlateauOfLossesWaitsForSmallerOnes() {
        // Given
        PlateauSchedule schedule = new PlateauSchedule(1e-3, false, 0);
        schedule.epochEnded(1);

        // When
        schedule.epochEnded(0.9);
        double afterBetter = schedule.rate(0);
        schedule.epochEnded(0.95);
        double afterWorse = schedule.rate(0);

        // Then
        assertThat(afterBetter).isEqualTo(1e-3);
        assertThat(afterWorse).isEqualTo(5e-4);
    }

    @Test
    void aPlateauGoesOnWhereAnotherStood() {
        // Given
        PlateauSchedule whole = new PlateauSchedule(1e-3, true, 1);
        PlateauSchedule other = new PlateauSchedule(1e-3, true, 1);
        whole.epochEnded(0.5);
        whole.epochEnded(0.4);

        // When
        other.resume(whole.state());
        other.epochEnded(0.4);

        // Then
        assertThat(other.rate(0)).isEqualTo(5e-4);
    }

    @Test
    void aConstantRateStays() {
        // Given
        Schedule schedule = new ConstantSchedule(1e-3);

        // When
        double late = schedule.rate(1_000_000);

        // Then
        assertThat(late).isEqualTo(1e-3);
    }
}

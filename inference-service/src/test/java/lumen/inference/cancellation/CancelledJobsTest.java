package lumen.inference.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancelledJobsTest {
    @Test
    void theJobsCancelledLastAreRemembered() {
        // Given
        CancelledJobs jobs = new CancelledJobs();
        for (int i = 0; i < CancelledJobs.CAPACITY; i++) {
            jobs.add("job" + i);
        }
        jobs.add("job0");

        // When
        jobs.add("one more");

        // Then: job0 was cancelled again, so that job1 is the oldest.
        assertThat(jobs.contains("job0")).isTrue();
        assertThat(jobs.contains("one more")).isTrue();
        assertThat(jobs.contains("job1")).isFalse();
        assertThat(jobs.contains("job2")).isTrue();
    }
}

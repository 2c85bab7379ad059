package lumen.feature.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancelledJobsTest {
    @Test
    void theOldestJobIsForgottenWhenThereAreTooMany() {
        // Given
        CancelledJobs jobs = new CancelledJobs();
        for (int i = 0; i < CancelledJobs.CAPACITY; i++) {
            jobs.add("job-" + i);
        }

        // When
        jobs.add("one more");

        // Then
        assertThat(jobs.contains("job-0")).isFalse();
        assertThat(jobs.contains("job-1")).isTrue();
        assertThat(jobs.contains("one more")).isTrue();
    }
}

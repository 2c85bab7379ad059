package lumen.gateway.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lumen.gateway.store.JobEntity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNameTest {
    @ParameterizedTest
    @CsvSource({
        "irmastest:/data/irmas/test, mine__pred__irmas_test",
        "irmastest:/data, mine__pred__data",
        "irmastest:/, mine__pred__root"
    })
    void resultsAreCalledAfterTheModelAndTheEndOfThePath(String dataset, String expected) {
        // Given
        JobEntity job = new JobEntity();
        job.modelId = "mine";
        job.datasets = List.of(dataset);

        // When
        String name = RunName.of(job);

        // Then
        assertThat(name).isEqualTo(expected);
    }
}

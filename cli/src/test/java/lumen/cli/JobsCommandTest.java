package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.TimeZone;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsCommandTest {
    private final TimeZone zone = TimeZone.getDefault();
    private TestingGateway gateway;

    @BeforeEach
    void start() throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        gateway = new TestingGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
        TimeZone.setDefault(zone);
    }

    private CommandRun lumen() {
        return CommandRun.of(gateway.address());
    }

    @Test
    void theJobsAreListedNewestFirst() {
        // Given
        gateway.withJob("a-cel.wav");
        gateway.withJob("b-cel.wav", "broken.wav");

        // When
        Result result = lumen().run("jobs");

        // Then
        assertThat(result)
                .isEqualTo(
                        new Result(
                                0,
                                """
                                job    kind     state      files   done  failed  submitted             took  model
                                ──────────────────────────────────────────────────────────────────────────────────
                                job-2  predict  succeeded      2  100 %       1  2026-11-22 08:00:00  1.5 s  demo
                                job-1  predict  succeeded      1  100 %       0  2026-11-22 08:00:00  1.5 s  demo
                                """,
                                ""));
    }

    @Test
    void jobsCanBeChosenByState() {
        // Given
        gateway.withJob("a-cel.wav");

        // When
        Result result = lumen().run("jobs", "--state", "failed");

        // Then
        assertThat(result).isEqualTo(new Result(0, "No job is failed.\n", ""));
    }

    @Test
    void longListsSayHowMuchIsLeftOut() {
        // Given
        gateway.withJob("a-cel.wav");
        gateway.withJob("b-cel.wav");

        // When
        Result result = lumen().run("jobs", "--limit", "1");

        // Then
        assertThat(result.out()).contains("job-2").endsWith("the latest 1 of 2 jobs\n");
    }

    @Test
    void oneJobIsToldWithItsFailures() {
        // Given
        String id = gateway.withJob("a-cel.wav", "broken.wav");

        // When
        Result result = lumen().run("jobs", id);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("state      succeeded\n")
                .contains(
                        "files      2: 0 queued, 0 running, 1 succeeded, 1 failed, 0 cancelled\n");
        assertThat(result.err()).contains("1 of 2 files failed").contains("broken.wav");
    }

    @Test
    void allFailuresOfALongJobAreTold() {
        // Given
        String[] files = new String[450];
        for (int index = 0; index < files.length; index++) {
            files[index] = "broken-" + index + ".wav";
        }
        String id = gateway.withJob(files);

        // When
        Result result = lumen().run("jobs", id);

        // Then
        assertThat(result.err()).contains("450 of 450 files failed").contains("broken-449.wav");
    }

    @Test
    void aJobCanBeCancelled() {
        // Given
        String id = gateway.withEndlessJobs().withJob("a-cel.wav");

        // When
        Result result = lumen().run("jobs", id, "--cancel");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(gateway.cancelled).containsExactly(id);
    }

    @Test
    void aJobThatIsNotThereIsAWrongUsage() {
        // When
        Result result = lumen().run("jobs", "none");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("There is no job of this id").contains("lumen jobs");
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        // When
        Result result = lumen().run("jobs", "--cancel");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--cancel needs the ID");
    }
}

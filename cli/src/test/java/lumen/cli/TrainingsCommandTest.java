package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import lumen.cli.CommandRun.Result;
import lumen.cli.rest.Json;
import lumen.contracts.rest.State;
import lumen.contracts.training.TrainingProgress.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrainingsCommandTest {
    private TestingTraining gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingTraining();
        gateway.stands(State.RUNNING, Phase.TRAINING, 2, 5);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Result trainings(String... arguments) {
        return CommandRun.of(gateway.address())
                .run(
                        Stream.concat(Stream.of("trainings"), Stream.of(arguments))
                                .toArray(String[]::new));
    }

    @Test
    void runsAreListedWithTheirStanding() {
        // When
        Result result = trainings();

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern(TestingTraining.NAME + " +training +2/3 ");
    }

    @Test
    void aRunIsShownWithItsEpochsAndCurves() {
        // Given
        gateway.epoch(1, 0.5);
        gateway.epoch(2, 0.71);
        gateway.epoch(3, 0.6);
        gateway.succeeds();

        // When
        Result result = trainings("show", TestingTraining.NAME);

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("took        6 min 12 s")
                .contains("best        epoch 2: val/file_f1 0.7100")
                .contains("  --seed 7")
                .doesNotContain("--batch-size")
                .contains("loss   . training   o validation")
                .contains("F1 in validation   . windows   o files, micro   x files, macro")
                .containsPattern("  0\\.4000 \\|o")
                .containsPattern("file micro f1 +0\\.8025");
    }

    @Test
    void aRunIsShownToPrograms() throws IOException {
        // Given
        gateway.epoch(1, 0.5);

        // When
        Result result = trainings("show", TestingTraining.ID, "--json");

        // Then
        var document = Json.MAPPER.readTree(result.out());
        assertThat(document.path("training").path("name").asText()).isEqualTo(TestingTraining.NAME);
        assertThat(document.path("metrics").path("rows")).hasSize(2);
    }

    @Test
    void theLogIsWrittenAsItIs() {
        // Given
        gateway.line("first");
        gateway.line("second");

        // When
        Result result = trainings("log", TestingTraining.ID);

        // Then
        assertThat(result.out()).isEqualToNormalizingNewlines("first\nsecond\n");
    }

    @Test
    void aRunIsToldToStop() {
        // When
        Result result = trainings("stop", TestingTraining.NAME);

        // Then
        assertThat(gateway.orders)
                .containsExactly("POST trainings/" + TestingTraining.ID + "/stop");
        assertThat(result.out()).contains("the test follows");
    }

    @Test
    void aRunIsResumedWithOtherOptions() {
        // When
        Result result =
                trainings("resume", TestingTraining.ID, "--epochs", "60", "--no-quick", "--detach");

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(gateway.orders)
                .containsExactly("POST trainings/" + TestingTraining.ID + "/resume");
        assertThat(gateway.bodies.getFirst().path("training").path("epochs").asInt()).isEqualTo(60);
        assertThat(gateway.bodies.getFirst().path("training").path("quick").asBoolean(true))
                .isFalse();
    }

    @Test
    void runsAreComparedByWhatDiffers() {
        // When
        Result result = trainings("compare", TestingTraining.ID, TestingTraining.NAME);

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("lr +0\\.0001 +0\\.00005")
                .containsPattern("val/file_f1 +0\\.7100 +0\\.6500");
    }

    @Test
    void anUnknownRunIsAWrongUsage() {
        // When
        Result result = trainings("show", "absent");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("absent").contains("lumen trainings");
    }
}

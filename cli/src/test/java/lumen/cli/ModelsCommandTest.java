package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lumen.cli.CommandRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {
    private TestingGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingGateway().withModel(TestingModels.broken());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theModelsAreListedAndBrokenOnesExplained() {
        // When
        Result result = CommandRun.of(gateway.address()).run("models");

        // Then
        assertThat(result)
                .isEqualTo(
                        new Result(
                                0,
                                """
                                model     version       state   architecture        labels     size  parameters  default  aliases
                                ──────────────────────────────────────────────────────────────────────────────────────────────────
                                demo      0123456789ab  ready   MOBILENET_V3_LARGE      11  12.3 MB      3.04 M  yes      champion
                                old/torn                broken
                                old/torn: the file ends early
                                """,
                                ""));
    }

    @Test
    void oneModelIsToldWithItsLabelsAndItsCard() {
        // When
        Result result = CommandRun.of(gateway.address()).run("models", "demo");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith(
                        """
                        model         demo (the default)
                        aliases       champion
                        version       0123456789ab
                        """)
                .contains(
                        """
                        input         any × 128 × any
                        parameters    3.04 M
                        multiply-adds 59.00 M for one window
                        """)
                .contains("gac    acoustic guitar       0.50\n")
                .endsWith("# demo\n\nA model for tests.\n");
    }

    @Test
    void aModelThatIsNotThereIsAWrongUsage() {
        // When
        Result result = CommandRun.of(gateway.address()).run("models", "none");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("There is no model of this name")
                .contains("lumen models");
    }
}

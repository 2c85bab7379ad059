package lumen.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the page that draw nothing, tested in their own language: {@code src/test/page}. */
class PageLogicTest {
    @Test
    void theTestsOfThePagePass(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        Path tests = Path.of("src/test/page");

        // When
        Deno.Outcome outcome = new Deno(folder).test(tests);

        // Then
        assertThat(outcome.code()).as(outcome.words()).isZero();
        assertThat(outcome.words()).contains("0 failed").doesNotContain("ok | 0 passed");
    }
}

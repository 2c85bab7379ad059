package lumen.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's TypeScript fits together: esbuild only strips the types, Deno checks them. */
class PageTypesTest {
    @Test
    void everyTypeIsRight(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        Path page = Path.of("src/main/resources/web/app/index.ts");

        // When
        Deno.Outcome outcome = new Deno(folder).check(page);

        // Then
        assertThat(outcome.code()).as(outcome.words()).isZero();
    }
}

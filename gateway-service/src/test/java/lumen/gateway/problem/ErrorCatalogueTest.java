package lumen.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorCatalogueTest {
    private static final Path PAGE =
            Path.of(System.getProperty("lumen.repository.root"), "docs", "errors.md");

    /** When this fails because a code was added: the test's message is the page's new text. */
    @Test
    void thePageInTheDocumentationIsTheCatalogue() throws IOException {
        // When
        String text = ErrorCatalogue.markdown();

        // Then
        assertThat(Files.readString(PAGE)).isEqualTo(text);
    }
}

package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainingPageTest {
    private static final String BEGIN = "<!-- options: generated, see TrainingPageTest -->\n";
    private static final String END = "<!-- options: end -->\n";
    private static final Path PAGE =
            Path.of(System.getProperty("lumen.repository.root"), "docs", "training.md");

    /**
     * When this fails because an option changed: with {@code LUMEN_WRITE_PAGES=true} in the
     * environment it writes the page anew.
     */
    @Test
    void optionsInTheDocumentationAreThoseOfTheCatalogue() throws IOException {
        // Given
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));

        // When
        String expected = before + TrainingPage.text() + "\n" + after;

        // Then
        if ("true".equals(System.getenv("LUMEN_WRITE_PAGES"))) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }
}

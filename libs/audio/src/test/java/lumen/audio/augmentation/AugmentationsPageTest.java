package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "augmentations.md");

    @ParameterizedTest
    @EnumSource
    void thePageTellsEveryArgumentWithItsDefault(AugmentationName name) throws IOException {
        // Given
        AugmentationDefinition definition = AugmentationDefinition.of(name);

        // When
        String row;
        try (Stream<String> lines = Files.lines(PAGE)) {
            row = lines.filter(line -> line.startsWith("| `" + name + "` ")).findFirst().orElse("");
        }

        // Then
        assertThat(row).as("row of " + name).isNotEmpty();
        assertThat(row.startsWith("| `" + name + "` ¹ |"))
                .isEqualTo(definition.referenceDefect().isPresent());
        for (Argument<?> argument : definition.arguments()) {
            String standard = argument.standard().isPresent() ? "=" + argument.standardText() : "";
            assertThat(row).contains("`" + argument.key() + standard + "`");
        }
    }
}

package lumen.feature.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest {
    private static final Path STORE = Path.of("/lumen/music/uploads");
    private static final List<Path> ROOTS = List.of(Path.of("/lumen/music"));

    @ParameterizedTest
    @CsvSource({
        "UPLOADS, /lumen/music/a.wav, true",
        "UPLOADS, /lumen/music/uploads/a.wav, false",
        "UPLOADS, /lumen/elsewhere/a.wav, false",
        "ALWAYS, /lumen/music/a.wav, false",
        "NEVER, /lumen/music/uploads/a.wav, true",
    })
    void onlyTheOperatorsOwnFilesAreDecodedInTheServiceUnlessToldOtherwise(
            Isolation isolation, Path file, boolean expected) {
        // Given an audio store inside a trusted root
        Trust trust = new Trust(isolation, ROOTS, STORE);

        // When
        boolean trusted = trust.includes(file);

        // Then
        assertThat(trusted).isEqualTo(expected);
    }
}

package lumen.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadsTest {
    @ParameterizedTest
    @CsvSource({
        "song.wav, song.wav",
        "../../etc/passwd, passwd",
        "C:\\music\\song.wav, song.wav",
        "'', upload-1",
        "dir/, upload-1",
    })
    void aFileNameLosesItsDirectories(String sent, String kept) {
        // When
        String name = Uploads.name(sent, 0);

        // Then
        assertThat(name).isEqualTo(kept);
    }
}

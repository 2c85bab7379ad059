package lumen.benchmarks.sound;

import static org.assertj.core.api.Assertions.assertThat;

import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.Summary;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import org.junit.jupiter.api.Test;

class MadeUpMusicTest {
    private static final String SPECIFICATION =
            """
            {"transform": "LOG_MEL_SPECTROGRAM", "sampling_rate": 16000, "n_fft": 400,
             "hop_length": 160, "n_mels": 128, "f_min": 0.0, "f_max": 8000.0,
             "normalize_audio": true, "window_frames": 224, "window_hop_frames": 224,
             "padding": "repeat"}
            """;

    @Test
    void theSameSeedMakesTheSameSamples() {
        assertThat(MadeUpMusic.samples(1, 16_000, 3)).isEqualTo(MadeUpMusic.samples(1, 16_000, 3));
    }

    @Test
    void aWaveFileOfItCanBeDecoded() throws AudioException {
        // Given
        byte[] file = Wave.stereo(MadeUpMusic.samples(3, 44_100, 1), 44_100);

        // When
        Summary summary =
                FeatureExtractor.of(FeatureSpecification.parse(SPECIFICATION))
                        .extract(
                                AudioSource.of(file),
                                DecodingLimits.defaults(),
                                (index, start, end, values) -> {});

        // Then
        assertThat(summary.durationSeconds()).isEqualTo(3);
        assertThat(summary.windows()).isEqualTo(2);
        assertThat(summary.audio().channels()).isEqualTo(2);
    }
}

package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON form of a specification and its checks. */
class FeatureSpecificationTest {
    static final String BUNDLED =
            """
            {"transform":"LOG_MEL_SPECTROGRAM","sampling_rate":16000,"n_fft":400,"hop_length":160,\
            "n_mels":128,"f_min":0.0,"f_max":8000.0,"normalize_audio":true,"window_frames":224,\
            "window_hop_frames":224,"padding":"repeat"}\
            """;

    @Test
    void theJsonFormIsReadAndWritten() {
        // Given the specification of a model
        // When it is read
        FeatureSpecification specification = FeatureSpecification.parse(BUNDLED);
        // Then its values are there, and it is written as it was
        assertThat(specification)
                .isEqualTo(
                        new LogMelSpectrogramFeatures(
                                new MelParameters(16_000, 400, 160, 128, 0, 8_000),
                                true,
                                new Windowing(224, 224, Padding.REPEAT)));
        assertThat(specification.toJson()).hasToString(BUNDLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n_fft\":400 | \"n_fft\":418 | n_fft must be even and its half a product of 2, 3"
                        + " and 5",
                "\"n_fft\":400 | \"n_fft\":401 | n_fft",
                "\"n_fft\":400 | \"n_fft\":\"400\" | n_fft must be a whole number",
                "\"n_fft\":400 | \"n_fft\":400.5 | n_fft must be a whole number",
                "\"sampling_rate\":16000 | \"sampling_rate\":16 | sampling_rate must be from",
                "\"hop_length\":160 | \"hop_length\":0 | hop_length must be from 1 to 400",
                "\"hop_length\":160 | \"hop_length\":401 | hop_length must be from 1 to 400",
                "\"n_mels\":128 | \"n_mels\":0 | n_mels",
                "\"f_min\":0.0 | \"f_min\":-1 | f_min must be",
                "\"f_max\":8000.0 | \"f_max\":8001 | f_max must be above f_min and at most half",
                "\"f_max\":8000.0 | \"f_max\":0 | f_max must be above f_min",
                "\"normalize_audio\":true | \"normalize_audio\":1 | normalize_audio must be true or"
                        + " false",
                "\"window_frames\":224 | \"window_frames\":0 | window_frames",
                "\"window_hop_frames\":224 | \"window_hop_frames\":225 | window_hop_frames must be"
                        + " from 1 to 224",
                "\"padding\":\"repeat\" | \"padding\":\"REPEAT\" | padding must be one of [repeat,"
                        + " zero, mean, reference]",
                "\"transform\":\"LOG_MEL_SPECTROGRAM\" | \"transform\":\"CQT\" | transform must be"
                        + " one of",
                "\"n_mels\":128 | \"mels\":128 | mels is unknown",
                "\"n_mels\":128, | '' | n_mels is missing",
            })
    void aWrongKeyIsNamed(String right, String wrong, String message) {
        // Given a specification with one thing wrong
        String json = BUNDLED.replace(right, wrong == null ? "" : wrong);
        // When it is read, Then the key is named
        assertThatThrownBy(() -> FeatureSpecification.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature specification: " + message);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        // Given a list, broken JSON and two objects in a row
        // When they are read, Then they are refused
        for (String json : new String[] {"[]", "{", BUNDLED + BUNDLED}) {
            assertThatThrownBy(() -> FeatureSpecification.parse(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("JSON");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,1", "35680,1", "35840,2", "48000,2", "71360,2", "71680,3", "320000,9"})
    void aClipHasAsManyWindowsAsItTakes(int samples, int windows) {
        // Given windows of 224 frames, 160 samples from one to the next
        FeatureSpecification specification = FeatureSpecification.parse(BUNDLED);
        // When samples are cut, Then no frame is lost
        assertThat(specification.windows(samples)).isEqualTo(windows);
    }
}

package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationsTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Augmentations parse(String names, String... arguments) {
        return Augmentations.parse(List.of(names.split(" ")), List.of(arguments));
    }

    @Test
    void theOrderIsThatOfTheFieldNotOfTheRequest() {
        // Given names in any order

        // When
        Augmentations augmentations =
                parse("RANDOM_ERASE TIME_MASK RANDOM_PIXELS PITCH SUM_N_SAMPLES TIMEINV");

        // Then
        assertThat(augmentations.steps().stream().map(Augmentations.Step::name))
                .containsExactly(
                        AugmentationName.SUM_N_SAMPLES,
                        AugmentationName.TIMEINV,
                        AugmentationName.PITCH,
                        AugmentationName.TIME_MASK,
                        AugmentationName.RANDOM_PIXELS,
                        AugmentationName.RANDOM_ERASE);
    }

    @Test
    void theReferencesOrderIsKept() {
        // Given the reference's strict orders of waveform and spectrogram
        List<AugmentationName> waveform =
                List.of(
                        AugmentationName.BACKGROUND_NOISE,
                        AugmentationName.TIMEINV,
                        AugmentationName.PITCH,
                        AugmentationName.TIME_STRETCH,
                        AugmentationName.TIME_SHIFT,
                        AugmentationName.NORM_AFTER_TIME_AUGS,
                        AugmentationName.COLOR_NOISE,
                        AugmentationName.TIME_MASK);
        List<AugmentationName> spectrogram =
                List.of(
                        AugmentationName.RANDOM_PIXELS,
                        AugmentationName.FREQ_MASK,
                        AugmentationName.RANDOM_ERASE);

        // When
        List<AugmentationName> all = List.of(AugmentationName.values());

        // Then
        assertThat(all).containsSubsequence(waveform).containsSubsequence(spectrogram);
    }

    @Test
    void defaultsAreTheReferences() {
        // Given all names of the reference but the one that needs a folder
        Augmentations augmentations =
                parse(
                        "CONCAT_N_SAMPLES SUM_N_SAMPLES TIME_STRETCH TIMEINV FREQ_MASK"
                                + " RANDOM_PIXELS TIME_MASK");

        // When
        ObjectNode arguments = (ObjectNode) augmentations.toJson().get("aug_kwargs");

        // Then
        arguments.retain(
                "stretch_factors",
                "time_inversion_p",
                "freq_mask_param",
                "hide_random_pixels_p",
                "concat_n_samples",
                "sum_n_samples",
                "time_mask_max_percentage");
        assertThat(arguments)
                .isEqualTo(
                        json(
                                """
                                {"concat_n_samples": 3, "sum_n_samples": 3,
                                 "time_inversion_p": 0.5, "stretch_factors": [0.8, 1.25],
                                 "time_mask_max_percentage": 0.3,
                                 "hide_random_pixels_p": 0.25, "freq_mask_param": 30.0}
                                """));
    }

    @Test
    void theJsonFormIsReadBack() {
        // Given
        Augmentations augmentations =
                parse(
                        "SUM_N_SAMPLES PITCH RANDOM_PIXELS",
                        "sum_n_samples=2",
                        "pitch_semitones=-1,1.5",
                        "pitch_p=0.3",
                        "as_reference=RANDOM_PIXELS",
                        "each_recording=PITCH");
        ObjectNode written = augmentations.toJson();

        // When
        Augmentations read = Augmentations.fromJson(written, Path::of);

        // Then
        assertThat(read.toJson()).isEqualTo(written);
        assertThat(read.steps()).isEqualTo(augmentations.steps());
        assertThat(read.steps().get(1))
                .isEqualTo(
                        new Augmentations.Step(
                                AugmentationName.PITCH,
                                new PitchShift(new Range(-1, 1.5), false),
                                0.3,
                                true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SOMETHING | | SOMETHING is unknown; the names are [CONCAT_N_SAMPLES, SUM_N_S",
                "PITCH | pich_semitones=1 | pich_semitones is unknown; the arguments are",
                "PITCH | freq_mask_param=3 | freq_mask_param belongs to [FREQ_MASK], which is not",
                "PITCH | pitch_semitones=high | pitch_semitones must be a number or two",
                "PITCH | pitch_semitones=2,1 | pitch_semitones must be a number or two",
                "PITCH | pitch_semitones=-90,1 | from -24 to 24",
                "PITCH | pitch_p=1.5 | pitch_p must be a number from 0 to 1, but is 1.5",
                "PITCH | pitch_p | expected key=value",
                "PITCH | pitch_p=1=2 | expected key=value",
                "PITCH | =2 | expected key=value",
                "SUM_N_SAMPLES | sum_n_samples=2.5 | sum_n_samples must be a whole number from 1",
                "BACKGROUND_NOISE | | path_background_noise is missing",
                "TIME_MASK | as_reference=TIME_MASK | TIME_MASK does what the reference does",
                "TIME_MASK | as_reference=PITCH | PITCH is not among the augmentations",
                "TIME_MASK | each_recording=PITCH | PITCH is not among the augmentations",
                "MASKS | each_recording=MASKS | MASKS does not vary the waveform of a recording",
                "SUM_N_SAMPLES SUM_TWO_SAMPLES | | name only one",
            })
    void whatIsWrongIsToldWithWhatThereIs(String names, String argument, String message) {
        // Given a request with one fault
        List<String> arguments = argument == null ? List.of() : List.of(argument);

        // When, then
        assertThatThrownBy(() -> Augmentations.parse(List.of(names.split(" ")), arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | not a JSON object",
                "{\"augmentation\": []} | augmentation is unknown",
                "{\"augmentations\": \"PITCH\"} | augmentations must be a list of names",
                "{\"augmentations\": [1]} | augmentations must be a list of names",
                "{\"augmentations\": [], \"aug_kwargs\": []} | aug_kwargs must be an object",
            })
    void malformedJsonIsRefused(String text, String message) throws Exception {
        // Given
        var node = MAPPER.readTree(text);

        // When, then
        assertThatThrownBy(() -> Augmentations.fromJson(node, Path::of))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFolderThatMustNotBeReadIsRefused() {
        // Given a service that lets nothing be read
        ObjectNode request =
                json(
                        """
                        {"augmentations": ["BACKGROUND_NOISE"],
                         "aug_kwargs": {"path_background_noise": "/etc"}}
                        """);

        // When, then
        assertThatThrownBy(
                        () ->
                                Augmentations.fromJson(
                                        request,
                                        folder -> {
                                            throw new IllegalArgumentException(folder + " no");
                                        }))
                .hasMessage("/etc no");
    }

    @Test
    void withoutAFolderOfNoiseTheReferencesDefaultsAreNine() {
        // Given no folder

        // When
        List<AugmentationName> names = Augmentations.referenceDefaults(false);

        // Then
        assertThat(names)
                .hasSize(9)
                .doesNotContain(
                        AugmentationName.RANDOM_ERASE,
                        AugmentationName.CONCAT_N_SAMPLES,
                        AugmentationName.NORM_AFTER_TIME_AUGS,
                        AugmentationName.BACKGROUND_NOISE);
    }

    @Test
    void everyAugmentationOfTheReferenceHasItsName() {
        // Given
        String reference =
                "CONCAT_N_SAMPLES SUM_N_SAMPLES SUM_TWO_SAMPLES BACKGROUND_NOISE TIME_STRETCH"
                        + " TIME_SHIFT PITCH COLOR_NOISE TIMEINV TIME_MASK NORM_AFTER_TIME_AUGS"
                        + " FREQ_MASK RANDOM_ERASE RANDOM_PIXELS SEVEN_BAND_EQ CLIPPING";

        // When
        List<String> names = Stream.of(AugmentationName.values()).map(Enum::name).toList();

        // Then
        assertThat(names).contains(reference.split(" "));
    }
}

package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lumen.audio.decoding.TestingWav;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No argument is without effect: another value gives another sample. */
class ArgumentEffectTest {
    @TempDir private static Path folder;

    /** A value for every argument that lies far from its default. */
    private static final Map<String, String> OTHER_VALUES =
            Map.ofEntries(
                    Map.entry("concat_n_samples", "2"),
                    Map.entry("sum_n_samples", "2"),
                    Map.entry("mixing_second_p", "0"),
                    Map.entry("mixing_third_p", "1"),
                    Map.entry("mixing_level", "-30"),
                    Map.entry("mixup_alpha", "50"),
                    Map.entry("path_background_noise", "other"),
                    Map.entry("background_noise_snr", "40"),
                    Map.entry("pitch_semitones", "7"),
                    Map.entry("stretch_factors", "1.5"),
                    Map.entry("playback_speed_semitones", "1"),
                    Map.entry("random_crop_seconds", "0.1"),
                    Map.entry("time_shift_max_percentage", "0.01"),
                    Map.entry("seven_band_eq_gain", "1"),
                    Map.entry("random_equaliser_peaks", "1"),
                    Map.entry("random_equaliser_deviation", "1"),
                    Map.entry("random_equaliser_low_pass_p", "1"),
                    Map.entry("random_equaliser_high_pass_p", "1"),
                    Map.entry("saturation_drive", "50"),
                    Map.entry("clipping_max_percentage", "0.8"),
                    Map.entry("room_impulse_decay", "3"),
                    Map.entry("room_impulse_ratio", "-20"),
                    Map.entry("reverberation_share", "0.1"),
                    Map.entry("norm_loudness", "-40"),
                    Map.entry("color_noise_decay", "3"),
                    Map.entry("color_noise_snr", "60"),
                    Map.entry("std_noise", "0.5"),
                    Map.entry("peak_level", "-40"),
                    Map.entry("random_gain", "-40"),
                    Map.entry("time_mask_max_percentage", "0.9"),
                    Map.entry("noise_floor_distance", "0"),
                    Map.entry("filter_augmentation_bands", "10"),
                    Map.entry("filter_augmentation_gain", "20"),
                    Map.entry("spectrum_transfer_share", "0.05"),
                    Map.entry("blur_frames", "20"),
                    Map.entry("band_shift_bands", "30"),
                    Map.entry("time_roll_max_percentage", "0.1"),
                    Map.entry("hide_random_pixels_p", "0.9"),
                    Map.entry("freq_mask_param", "4"),
                    Map.entry("random_erase_area", "0.5"),
                    Map.entry("random_erase_aspect", "5"),
                    Map.entry("masks_bands", "6"),
                    Map.entry("masks_band_share", "0.9"),
                    Map.entry("masks_frames", "6"),
                    Map.entry("masks_frame_share", "0.9"));

    @BeforeAll
    static void makeNoise() throws IOException {
        for (int file = 1; file <= 2; file++) {
            int step = file * 7_919;
            Path path = folder.resolve(file == 1 ? "noise/a.wav" : "other/a.wav");
            Files.createDirectories(path.getParent());
            Files.write(
                    path,
                    TestingWav.floats(
                            TestingTones.RATE, 9_000, i -> (i * step % 2_001 - 1_000) / 1_000.0));
        }
    }

    static Stream<AugmentationName> names() {
        return Stream.of(AugmentationName.values());
    }

    private static List<Long> checksums(AugmentationName name, Map<String, String> arguments) {
        List<String> given = new ArrayList<>();
        String probability = AugmentationDefinition.of(name).probability().key();
        if (!arguments.containsKey(probability)) {
            given.add(probability + "=1");
        }
        boolean noise = name == AugmentationName.BACKGROUND_NOISE;
        if (noise && !arguments.containsKey("path_background_noise")) {
            given.add("path_background_noise=" + folder.resolve("noise"));
        }
        arguments.forEach(
                (key, value) ->
                        given.add(
                                key
                                        + "="
                                        + (value.equals("other") ? folder.resolve(value) : value)));
        Augmentations augmentations = Augmentations.parse(List.of(name.name()), given);
        List<Long> checksums = new ArrayList<>();
        for (int item = 0; item < 4; item++) {
            checksums.add(TestingSamples.checksum(augmentations, "item " + item, 0));
        }
        return checksums;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyArgumentHasAnEffect(AugmentationName name) {
        // Given
        List<Long> standard = checksums(name, Map.of());

        for (Argument<?> argument : AugmentationDefinition.of(name).arguments()) {
            // When
            List<Long> other =
                    checksums(name, Map.of(argument.key(), OTHER_VALUES.get(argument.key())));

            // Then
            assertThat(other).as(argument.key()).isNotEqualTo(standard);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProbabilityOfZeroLeavesEverySampleAlone(AugmentationName name) {
        // Given
        List<Long> untouched = new ArrayList<>();
        for (int item = 0; item < 4; item++) {
            untouched.add(TestingSamples.checksum(Augmentations.none(), "item " + item, 0));
        }

        // When
        List<Long> never =
                checksums(name, Map.of(AugmentationDefinition.of(name).probability().key(), "0"));
        List<Long> always = checksums(name, Map.of());

        // Then
        assertThat(never).isEqualTo(untouched);
        assertThat(always).isNotEqualTo(untouched);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatTheReferenceDoesIsSomethingElse(AugmentationName name) {
        // Given the augmentations of which the reference has another idea
        boolean other = AugmentationDefinition.of(name).referenceDefect().isPresent();

        // When
        List<Long> asReference =
                other
                        ? checksums(name, Map.of("as_reference", name.name()))
                        : checksums(name, Map.of());

        // Then
        assertThat(asReference.equals(checksums(name, Map.of()))).isEqualTo(!other);
    }
}

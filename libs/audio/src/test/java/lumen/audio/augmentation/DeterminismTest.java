package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lumen.audio.decoding.TestingWav;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
    /** Checksums of seed 42, sample "clip", epoch 3; a change of one changes training runs. */
    private static final String GOLDEN =
            """
            BACKGROUND_NOISE 99ca5c5c
            BAND_SHIFT 4f57f00a
            BLUR 27218f09
            CLIPPING 17896ff6
            COLOR_NOISE ea1fb48a
            CONCAT_N_SAMPLES 8485db34
            FILTER_AUGMENTATION b91df503
            FREQ_MASK ef0d73d8
            MASKS 9b02922
            MIXING 188e7c02
            MIXUP 59e26f72
            NOISE_FLOOR d694fb9a
            NORM_AFTER_TIME_AUGS 1ebcaae6
            PEAK_LEVEL 8c6e5ebb
            PITCH ff6c5802
            PLAYBACK_SPEED a9ca4c21
            RANDOM_CROP 21c4c9b0
            RANDOM_EQUALISER 839f9d25
            RANDOM_ERASE 29b5adcd
            RANDOM_GAIN c11da044
            RANDOM_PIXELS 403954de
            REVERBERATION f7646cb5
            ROOM_IMPULSE cb321784
            SATURATION 88d78690
            SEVEN_BAND_EQ 6768ddbc
            SPECTRUM_TRANSFER 53983221
            SUM_N_SAMPLES 5eb8865a
            SUM_TWO_SAMPLES 7ce212eb
            TIMEINV 3220de74
            TIME_MASK 5a257f7d
            TIME_ROLL d07ecdb3
            TIME_SHIFT 9bfa053d
            TIME_STRETCH b8607bf9
            """;

    @TempDir private static Path folder;

    @BeforeAll
    static void makeNoise() throws IOException {
        Files.write(
                folder.resolve("noise.wav"),
                TestingWav.floats(
                        TestingTones.RATE, 9_000, i -> (i * 7_919 % 2_001 - 1_000) / 1_000.0));
    }

    private static Augmentations only(AugmentationName name) {
        List<String> arguments = new ArrayList<>();
        arguments.add(AugmentationDefinition.of(name).probability().key() + "=1");
        if (name == AugmentationName.BACKGROUND_NOISE) {
            arguments.add("path_background_noise=" + folder);
        }
        return Augmentations.parse(List.of(name.name()), arguments);
    }

    private static Augmentations all() {
        List<String> names =
                Stream.of(AugmentationName.values())
                        .filter(name -> name != AugmentationName.SUM_TWO_SAMPLES)
                        .map(Enum::name)
                        .toList();
        return Augmentations.parse(names, List.of("path_background_noise=" + folder));
    }

    @Test
    void everyAugmentationGivesTheRecordedBits() {
        // Given the checksums of another run, on x86-64
        TreeMap<String, String> wanted = new TreeMap<>();
        GOLDEN.lines().forEach(line -> wanted.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
        TreeMap<String, String> found = new TreeMap<>();

        // When
        for (AugmentationName name : AugmentationName.values()) {
            found.put(
                    name.name(), Long.toHexString(TestingSamples.checksum(only(name), "clip", 3)));
        }

        // Then
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void theSameBitsComeOnAnyNumberOfThreadsAndInAnyOrder() throws Exception {
        // Given the samples one after the other
        Augmentations augmentations = all();
        List<Long> wanted = new ArrayList<>();
        for (int item = 0; item < 12; item++) {
            wanted.add(TestingSamples.checksum(augmentations, "item " + item, 0));
        }
        List<Long> found = new ArrayList<>();

        // When three threads make them in reverse
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int item = 11; item >= 0; item--) {
                String name = "item " + item;
                running.addFirst(
                        pool.submit(() -> TestingSamples.checksum(augmentations, name, 0)));
            }
            for (Future<Long> one : running) {
                found.add(one.get());
            }
        }

        // Then
        assertThat(found).isEqualTo(wanted).doesNotHaveDuplicates();
    }

    @Test
    void anotherEpochGivesAnotherSample() {
        // Given
        Augmentations augmentations = all();
        long first = TestingSamples.checksum(augmentations, "item", 0);

        // When
        long second = TestingSamples.checksum(augmentations, "item", 1);

        // Then
        assertThat(second).isNotEqualTo(first);
    }
}

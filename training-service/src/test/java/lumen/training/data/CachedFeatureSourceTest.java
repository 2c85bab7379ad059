package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Windowing;
import lumen.audio.mel.MelParameters;
import lumen.contracts.topic.FeatureRequest.Variation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFeatureSourceTest {
    private static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(MelParameters.reference(), true, Windowing.of(224));

    @TempDir Path folder;
    private final TestingSource computed = new TestingSource(1);
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("1.wav"), "audio");
    }

    private CachedFeatureSource source() throws IOException {
        return new CachedFeatureSource(
                computed, new FeatureCache(folder.resolve("cache"), 1 << 20, line -> {}));
    }

    private Sample sample(String id) {
        return sample(id, FEATURES);
    }

    private Sample sample(String id, FeatureSpecification features) {
        return new Sample(id, List.of(file), new float[3], features, Optional.empty());
    }

    @Test
    void whatWasComputedOnceComesFromDiskInTheNextEpochAndRun() throws Exception {
        // Given
        SampleFeatures first;
        SampleFeatures second;
        try (CachedFeatureSource source = source()) {
            first = source.request(sample("train/0/0")).get();
            second = source.request(sample("train/1/7")).get();
        }

        // When
        SampleFeatures third;
        try (CachedFeatureSource source = source()) {
            third = source.request(sample("validation/3")).get();
        }

        // Then
        assertThat(computed.requests()).isEqualTo(1);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
        assertThat(third).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void anotherSpecificationOrAChangedFileIsComputedAnew() throws Exception {
        // Given
        try (CachedFeatureSource source = source()) {
            source.request(sample("a")).get();
        }

        // When
        try (CachedFeatureSource source = source()) {
            source.request(sample("b", FEATURES.withWindowHopFrames(100))).get();
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        try (CachedFeatureSource source = source()) {
            source.request(sample("c")).get();
        }

        // Then
        assertThat(computed.requests()).isEqualTo(3);
    }

    @Test
    void variedSamplesAreNeverKept() throws Exception {
        // Given
        Sample varied =
                new Sample(
                        "train/0/0",
                        List.of(file),
                        new float[3],
                        FEATURES,
                        Optional.of(new Variation(JsonNodeFactory.instance.objectNode(), 1, 0)));

        // When
        try (CachedFeatureSource source = source()) {
            source.request(varied).get();
            source.request(varied).get();
        }

        // Then
        assertThat(computed.requests()).isEqualTo(2);
    }

    @Test
    void failuresAreHandedOnAndNotKept() throws Exception {
        // Given
        computed.without("1.wav");

        // When
        try (CachedFeatureSource source = source()) {
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> source.request(sample("a")).get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SampleException.class);
            }
        }

        // Then
        assertThat(computed.requests()).isEqualTo(2);
    }
}

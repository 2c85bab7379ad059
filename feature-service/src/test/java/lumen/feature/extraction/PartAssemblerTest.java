package lumen.feature.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.TimeRange;
import org.junit.jupiter.api.Test;

class PartAssemblerTest {
    private static final FeatureRequest REQUEST =
            new FeatureRequest(
                    "item",
                    "job",
                    "model",
                    List.of(new AudioReference(URI.create("file:///music/song.wav"))),
                    JsonNodeFactory.instance.objectNode(),
                    "lumen.features");

    /** A part's header and the first value of each of its windows. */
    private record Seen(FeatureTensor.Header header, List<Float> firstValues) {}

    private final List<Seen> parts = new ArrayList<>();

    @Test
    void windowsAreGatheredUntilTheRecordIsFull() {
        // Given: four windows of 250,000 bytes fit a record
        PartAssembler assembler = new PartAssembler(REQUEST, 250, 250, this::remember);

        // When
        addWindows(assembler, 250, 250, 10);

        // Then
        assertThat(parts)
                .extracting(part -> part.header().shape())
                .containsExactly(List.of(4, 250, 250), List.of(4, 250, 250), List.of(2, 250, 250));
        assertThat(parts).extracting(part -> part.header().part()).containsExactly(0, 1, 2);
        assertThat(parts)
                .extracting(part -> part.header().last())
                .containsExactly(false, false, true);
        assertThat(parts)
                .extracting(part -> part.header().durationSeconds())
                .containsExactly(null, null, 10.0);
        assertThat(parts)
                .flatExtracting(Seen::firstValues)
                .containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
        assertThat(parts.get(1).header().windows())
                .containsExactly(
                        new TimeRange(4, 5),
                        new TimeRange(5, 6),
                        new TimeRange(6, 7),
                        new TimeRange(7, 8));
    }

    @Test
    void aFullPartWithNothingAfterItIsTheLast() {
        // Given
        PartAssembler assembler = new PartAssembler(REQUEST, 250, 250, this::remember);

        // When
        addWindows(assembler, 250, 250, 4);

        // Then
        assertThat(parts).hasSize(1);
        assertThat(parts.getFirst().header().last()).isTrue();
    }

    @Test
    void manySmallWindowsDoNotMakeALongHeader() {
        // Given
        PartAssembler assembler = new PartAssembler(REQUEST, 2, 2, this::remember);

        // When
        addWindows(assembler, 2, 2, PartAssembler.MAX_WINDOWS + 1);

        // Then
        assertThat(parts)
                .extracting(part -> part.header().windows().size())
                .containsExactly(PartAssembler.MAX_WINDOWS, 1);
    }

    @Test
    void aWindowLongerThanARecordIsRefused() {
        assertThatThrownBy(() -> new PartAssembler(REQUEST, 1_024, 65_536, this::remember))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024 x 65536");
    }

    @Test
    void anItemWithoutWindowsIsRefused() {
        // Given
        PartAssembler assembler = new PartAssembler(REQUEST, 2, 2, this::remember);

        // Then
        assertThatThrownBy(() -> assembler.finish(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void halfPrecisionFitsTwiceAsManyWindowsAndRoundsToTheNearest() {
        // Given
        FeatureRequest halves =
                new FeatureRequest(
                        "item",
                        "job",
                        "model",
                        REQUEST.audio(),
                        REQUEST.featureSpecification(),
                        "lumen.features",
                        ElementType.FLOAT16,
                        null);
        List<FeatureTensor> tensors = new ArrayList<>();
        PartAssembler assembler = new PartAssembler(halves, 250, 250, tensors::add);
        float[] window = new float[250 * 250];
        window[0] = -12.3456f;

        // When
        for (int i = 0; i < 8; i++) {
            assembler.add(i, i + 1, window);
        }
        assembler.finish(8);

        // Then
        assertThat(tensors).hasSize(1);
        assertThat(tensors.getFirst().header().elementType()).isEqualTo(ElementType.FLOAT16);
        assertThat(tensors.getFirst().header().shape()).isEqualTo(List.of(8, 250, 250));
        assertThat(Float.float16ToFloat(tensors.getFirst().values().getShort(0)))
                .isEqualTo(-12.34375f);
    }

    private static void addWindows(PartAssembler assembler, int rows, int columns, int count) {
        float[] window = new float[rows * columns];
        for (int i = 0; i < count; i++) {
            Arrays.fill(window, i);
            assembler.add(i, i + 1, window);
        }
        assembler.finish(count);
    }

    private void remember(FeatureTensor part) {
        List<Float> firstValues = new ArrayList<>();
        int values = part.header().elements() / part.header().windows().size();
        for (int i = 0; i < part.header().windows().size(); i++) {
            firstValues.add(part.values().getFloat(i * values * Float.BYTES));
        }
        parts.add(new Seen(part.header(), firstValues));
    }
}

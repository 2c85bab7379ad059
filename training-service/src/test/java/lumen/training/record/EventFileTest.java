package lumen.training.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.250Z"));

    @TempDir Path directory;

    private Path written(long place, Message... values) throws IOException {
        RecordFiles files = new RecordFiles(directory);
        try (EventFile file = EventFile.open(files, new ResumePoint(0, 0), NOON)) {
            file.add(place, List.of(values));
        }
        return files.events().orElseThrow();
    }

    @Test
    void theChecksumOfTheReaderIsThatOfTheStandard() {
        // Given
        byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);

        // When
        int checksum = EventReader.crc32c(text);

        // Then: the check value of CRC-32C in the catalogues of checksums
        assertThat(checksum).isEqualTo(0xE3069283);
    }

    @Test
    void aFileBeginsWithItsVersionAndIsNamedSoThatTensorBoardFindsIt() throws IOException {
        // When
        Path file = written(3, Summaries.scalar("train/loss_step", 0.5));

        // Then
        EventReader.Event first = EventReader.events(file).getFirst();
        assertThat(first.fields().text(3)).isEqualTo("brain.Event:2");
        assertThat(first.fields().doubleNumber(1))
                .isEqualTo(Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() + 0.25);
        assertThat(file.getFileName().toString())
                .matches("events\\.out\\.tfevents\\.\\d{10}\\..+\\.\\d+\\.0");
    }

    @Test
    void scalarsHaveTheirTagPlaceAndValue() throws IOException {
        // When
        Path file =
                written(
                        7,
                        Summaries.scalar("train/loss_step", 0.125),
                        Summaries.scalar("current_lr/step", Double.NaN));

        // Then
        EventReader.Event event = EventReader.events(file).get(1);
        assertThat(event.step()).isEqualTo(7);
        assertThat(event.values())
                .extracting(value -> value.text(1), value -> value.floatNumber(2))
                .containsExactly(
                        tuple("train/loss_step", 0.125f), tuple("current_lr/step", Float.NaN));
    }

    @Test
    void aHistogramCountsEveryFiniteValueAndKeepsTheirSums() throws IOException {
        // Given
        Random random = new Random(1);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        double least = 0;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            least = Math.min(least, value);
            sum += value;
            squares += (double) value * value;
        }
        float[] withBroken = Arrays.copyOf(values, 1002);
        withBroken[1000] = Float.NaN;
        withBroken[1001] = Float.POSITIVE_INFINITY;

        // When
        Path file =
                written(
                        2,
                        Summaries.histogram(
                                "weights/w", ValueHistogram.of(withBroken).orElseThrow()));

        // Then
        WireFields histogram = EventReader.values(file, "weights/w").getFirst().value().message(5);
        assertThat(histogram.doubleNumber(1)).isEqualTo(least);
        assertThat(histogram.doubleNumber(3)).isEqualTo(1000);
        assertThat(histogram.doubleNumber(4)).isEqualTo(sum, within(1e-9));
        assertThat(histogram.doubleNumber(5)).isEqualTo(squares, within(1e-9));
        double[] limits = histogram.doubles(6);
        double[] counts = histogram.doubles(7);
        assertThat(limits).hasSize(30).isSorted();
        assertThat(limits[29]).isEqualTo(histogram.doubleNumber(2));
        for (int bucket = 0; bucket < 30; bucket++) {
            double above = bucket == 0 ? Double.NEGATIVE_INFINITY : limits[bucket - 1];
            double upTo = limits[bucket];
            double inside = 0;
            for (float value : values) {
                boolean last = upTo == limits[29] && value == upTo;
                inside += (value >= above && value < upTo) || last ? 1 : 0;
            }
            assertThat(counts[bucket]).isEqualTo(inside, within(1.0));
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(1000);
    }

    @Test
    void equalValuesAreOneBucketAndNoValuesAreNoHistogram() {
        // When
        var equal = ValueHistogram.of(new float[] {2, 2, 2}).orElseThrow();
        var nothing = ValueHistogram.of(new float[] {Float.NaN});

        // Then
        assertThat(equal.counts()).containsExactly(3);
        assertThat(equal.limits()).containsExactly(2);
        assertThat(nothing).isEmpty();
    }

    @Test
    void anImageIsAPngOfTheSpectrogramWithLowRowsAtTheBottom() throws IOException {
        // Given: bright in the lowest row only
        float[] values = new float[16 * 20];
        Arrays.fill(values, 0, 20, 5);

        // When
        Path file = written(0, Summaries.image("examples/0", SpectrogramImage.of(values, 16, 20)));

        // Then
        WireFields image = EventReader.values(file, "examples/0").getFirst().value().message(4);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.bytes(4)));
        assertThat(picture.getHeight()).isEqualTo((int) image.integer(1)).isEqualTo(256);
        assertThat(picture.getWidth()).isEqualTo((int) image.integer(2)).isEqualTo(320);
        assertThat(image.integer(3)).isEqualTo(3);
        assertThat(picture.getRGB(160, 255) & 0xFFFFFF).isEqualTo(0xFBFBD2);
        assertThat(picture.getRGB(160, 0) & 0xFFFFFF).isEqualTo(0x05051A);
    }

    @Test
    void aPrecisionRecallCurveIsATensorOfSixRowsOfThresholds() throws IOException {
        // Given: the label is in two of four files
        float[][] scores = {{0.9f}, {0.6f}, {0.7f}, {0.1f}};
        float[][] truth = {{1}, {1}, {0}, {0}};

        // When
        Path file =
                written(
                        4,
                        Summaries.precisionRecallCurve(
                                "pr/val/vio", LabelCurve.of(scores, truth, 0)));

        // Then
        WireFields value = EventReader.values(file, "pr/val/vio").getFirst().value();
        WireFields plugin = value.message(9).message(1);
        assertThat(plugin.text(1)).isEqualTo("pr_curves");
        assertThat(plugin.message(2).integer(2)).isEqualTo(201);
        WireFields tensor = value.message(8);
        assertThat(tensor.integer(1)).isEqualTo(1);
        assertThat(tensor.message(2).messages(2))
                .extracting(dimension -> dimension.integer(1))
                .containsExactly(6L, 201L);
        float[] content = new float[6 * 201];
        ByteBuffer.wrap(tensor.bytes(4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(content);
        assertThat(column(content, 0)).containsExactly(2, 2, 0, 0, 0.5f, 1);
        assertThat(column(content, 130)).containsExactly(1, 1, 1, 1, 0.5f, 0.5f);
        assertThat(column(content, 160)).containsExactly(1, 0, 2, 1, 1, 0.5f);
        assertThat(column(content, 200)).containsExactly(0, 0, 2, 2, 0, 0);
    }

    private static float[] column(float[] content, int threshold) {
        float[] column = new float[6];
        for (int row = 0; row < 6; row++) {
            column[row] = content[row * 201 + threshold];
        }
        return column;
    }

    @Test
    void textIsATensorOfOneString() throws IOException {
        // When
        Path file = written(1, Summaries.text("examples/captions", "| é |"));

        // Then
        WireFields value = EventReader.values(file, "examples/captions").getFirst().value();
        assertThat(value.message(9).message(1).text(1)).isEqualTo("text");
        assertThat(value.message(8).integer(1)).isEqualTo(7);
        assertThat(value.message(8).text(8)).isEqualTo("| é |");
    }
}

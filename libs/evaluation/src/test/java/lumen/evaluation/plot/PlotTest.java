package lumen.evaluation.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import lumen.evaluation.ExampleFigure;
import lumen.evaluation.MetricsAccumulator;
import lumen.evaluation.ScikitLearnFigures;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Png;
import lumen.evaluation.drawing.Svg;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares plots with reference images, which a person has looked at. What was drawn lies in
 * target/plots after the test; copy it over the reference when it is meant to be different.
 */
class PlotTest {
    private static final List<String> NAMES =
            List.of(
                    "Cello",
                    "Clarinet",
                    "Flute",
                    "Acoustic guitar",
                    "Electric guitar",
                    "Organ",
                    "Piano",
                    "Saxophone",
                    "Trumpet",
                    "Violin",
                    "Human voice");
    private static final List<String> NOTES =
            List.of("Model mobilenet-v3-large", "Results for irmastest:data/irmas/test");
    private static final Path DRAWN = Path.of("target/plots");

    /** Edges may be rasterised a little differently by another Java. */
    private static final int NOTICEABLE = 48;

    private static final double TOLERATED_SHARE = 0.002;

    private static MetricsAccumulator evaluation;

    @BeforeAll
    static void evaluate() throws IOException {
        evaluation = ScikitLearnFigures.read().accumulated(true);
        Files.createDirectories(DRAWN);
    }

    @ParameterizedTest
    @EnumSource(EvaluationPlot.class)
    void plotsLookAsTheirReferences(EvaluationPlot plot) throws IOException {
        // When
        Drawing drawing = plot.draw(NAMES, evaluation, NOTES, Theme.LIGHT);

        // Then
        assertLooksAs(plot.key(), drawing);
    }

    @Test
    void aPlotOnADarkGroundLooksAsItsReference() throws IOException {
        // When
        Drawing drawing = EvaluationPlot.CONFUSION.draw(NAMES, evaluation, NOTES, Theme.DARK);

        // Then
        assertLooksAs("confusion-dark", drawing);
    }

    @Test
    void aHistogramOfFilesLooksAsItsReference() throws IOException {
        // When
        Drawing drawing =
                BarPlot.exampleHistogram(
                        evaluation.report(),
                        ExampleFigure.F1,
                        new Heading("F1 of each file", NOTES),
                        Theme.LIGHT);

        // Then
        assertLooksAs("f1", drawing);
    }

    @Test
    void theSvgHasTheTextsAndIsXml() throws Exception {
        // When
        String svg =
                Svg.of(
                        EvaluationPlot.ROC.draw(
                                NAMES, evaluation, List.of("a < b & c"), Theme.LIGHT));

        // Then
        assertThat(svg).contains(">Acoustic guitar</text>", ">a &lt; b &amp; c</text>", ">AUC<");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPlotOfNothingIsDrawn() {
        // Given
        MetricsAccumulator nothing =
                MetricsAccumulator.exact(List.of("a", "b"), new double[] {.5, .5});

        // When
        List<Drawing> drawings =
                Arrays.stream(EvaluationPlot.values())
                        .map(plot -> plot.draw(List.of("A", "B"), nothing, List.of(), Theme.DARK))
                        .toList();

        // Then
        assertThat(drawings).allSatisfy(drawing -> assertThat(Png.of(drawing, 1)).isNotEmpty());
    }

    private static void assertLooksAs(String name, Drawing drawing) throws IOException {
        byte[] png = Png.of(drawing, 1);
        Files.write(DRAWN.resolve(name + ".png"), png);
        Files.writeString(DRAWN.resolve(name + ".svg"), Svg.of(drawing));
        try (InputStream reference = PlotTest.class.getResourceAsStream(name + ".png")) {
            assertThat(reference).as("reference image of " + name).isNotNull();
            BufferedImage expected = ImageIO.read(reference);
            BufferedImage actual = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
            assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
            assertThat(noticeablyDifferent(expected, actual))
                    .as("share of pixels of target/plots/%s.png that differ", name)
                    .isLessThan(TOLERATED_SHARE);
        }
    }

    private static double noticeablyDifferent(BufferedImage expected, BufferedImage actual) {
        long different = 0;
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                int a = expected.getRGB(x, y);
                int b = actual.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    if (Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) > NOTICEABLE) {
                        different++;
                        break;
                    }
                }
            }
        }
        return (double) different / ((double) expected.getWidth() * expected.getHeight());
    }
}

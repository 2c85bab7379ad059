package lumen.evaluation.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.ScikitLearnFigures;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static final List<String> LABELS = List.of("cel", "voi");
    private static final List<Prediction> PREDICTIONS =
            List.of(
                    new Prediction(
                            "dir/a, \"b\".wav",
                            List.of(0.25f, 0.1f + 0.2f),
                            List.of(false, true),
                            List.of(true, true)),
                    new Prediction("c\td.ogg", List.of(1f, 0f), List.of(true, false), List.of()));

    @Test
    void predictionsAreWrittenAndReadAsTheReferencesJson() throws IOException {
        // Given
        StringWriter text = new StringWriter();
        writeAll(new PredictionsJson(text, LABELS));

        // When
        Map<String, Map<String, Boolean>> read = new HashMap<>();
        PredictionsJson.read(new StringReader(text.toString()), read::put);

        // Then
        assertThat(text.toString()).startsWith("{\"dir/a, \\\"b\\\".wav\":{\"cel\":0,\"voi\":1},");
        assertThat(read)
                .containsEntry("dir/a, \"b\".wav", Map.of("cel", false, "voi", true))
                .containsEntry("c\td.ogg", Map.of("cel", true, "voi", false));
    }

    @Test
    void aDocumentThatIsNoPredictionsIsRefusedWithItsLine() {
        assertThatThrownBy(
                        () ->
                                PredictionsJson.read(
                                        new StringReader("{\"a\":\n{\"cel\": true}}"),
                                        (file, labels) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("these are no predictions", "line: 2");
    }

    @Test
    void csvHasScoresWithAllDigitsDecisionsAndTruth() throws IOException {
        // When
        StringWriter text = new StringWriter();
        writeAll(new PredictionsCsv(text, LABELS));

        // Then
        assertThat(text.toString())
                .isEqualTo(
                        """
                        file,score_cel,score_voi,recognised_cel,recognised_voi,truth_cel,truth_voi
                        "dir/a, ""b"".wav",0.25,0.3,0,1,1,1
                        c\td.ogg,1.0,0.0,1,0,,
                        """
                                .replace("0.3,", (0.1f + 0.2f) + ","));
    }

    @Test
    void mirexHasALineForEachAffinityAndForEachRelevantTag() throws IOException {
        // When
        StringWriter affinity = new StringWriter();
        writeAll(new PredictionsMirex(affinity, LABELS, PredictionsMirex.Form.AFFINITY));
        StringWriter relevance = new StringWriter();
        writeAll(new PredictionsMirex(relevance, LABELS, PredictionsMirex.Form.RELEVANCE));

        // Then
        assertThat(affinity.toString().lines())
                .hasSize(4)
                .contains("dir/a, \"b\".wav\tcel\t0.25", "c d.ogg\tvoi\t0.0");
        assertThat(relevance.toString()).isEqualTo("dir/a, \"b\".wav\tvoi\nc d.ogg\tcel\n");
    }

    @Test
    void metricsAreWrittenAndReadUnderTheReferencesKeys() throws IOException {
        // Given
        ScikitLearnFigures expected = ScikitLearnFigures.read();
        EvaluationReport report = expected.accumulated(true).report();
        StringWriter text = new StringWriter();

        // When
        MetricsYaml.write(text, report, ScikitLearnFigures.LABELS);

        // Then
        SortedMap<String, Double> read = MetricsYaml.read(new StringReader(text.toString()));
        assertThat(read)
                .hasSize(5 + 55)
                .isEqualTo(MetricsYaml.metrics(report, ScikitLearnFigures.LABELS));
        assertThat(text.toString())
                .startsWith("accuracy: 0.83106")
                .contains("\ninstruments/cel_hamming_distance: 0.2");
    }

    private static void writeAll(PredictionWriter writer) throws IOException {
        try (writer) {
            for (Prediction prediction : PREDICTIONS) {
                writer.write(prediction);
            }
        }
    }
}

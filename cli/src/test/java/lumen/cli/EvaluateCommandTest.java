package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lumen.cli.CommandRun.Result;
import lumen.cli.rest.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
    @TempDir private Path directory;
    private TestingEvaluation gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingEvaluation();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Result evaluate(String... options) {
        return evaluateSet("irmastest:" + directory, options);
    }

    private Result evaluateSet(String dataset, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("evaluate", "--dataset-paths", dataset), Stream.of(options))
                        .toArray(String[]::new);
        return CommandRun.of(gateway.address()).run(arguments);
    }

    @Test
    void tablesTellHowWellEachInstrumentIsRecognised() {
        // When
        Result result = evaluate("--model", "demo", "--threshold", "0.4");

        // Then
        assertThat(gateway.bodies.getFirst().path("kind").asText()).isEqualTo("TEST");
        assertThat(gateway.bodies.getFirst().path("paths").path(0).asText())
                .isEqualTo("irmastest:" + directory);
        assertThat(gateway.bodies.getFirst().path("threshold").asDouble()).isEqualTo(0.4);
        assertThat(result.out())
                .containsPattern("Cello +1 +0.30 +1.000 +1.000 +1.000")
                .containsPattern("macro f1 +0.5000 +0.5000")
                .contains("2 of 3 files scored by demo");
    }

    @Test
    void aFileWithAFaultIsListedWithItsPlace() {
        // When
        Result result = evaluate();

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED.code());
        assertThat(result.err()).contains("1 of 3 files failed").contains("c.txt, line 2");
    }

    @Test
    void jsonIsTheServersAnswer() throws IOException {
        // When
        Result result = evaluate("--json", "--batch-size", "16");

        // Then
        assertThat(Json.MAPPER.readTree(result.out()).path("coverage").path("scored").asInt())
                .isEqualTo(2);
        assertThat(gateway.paths).contains("jobs/job-1/metrics?batchSize=16");
    }

    @Test
    void filesAndPlotsAreWrittenWhereTheReferenceWritesThem() throws IOException {
        // Given
        Path out = directory.resolve("out/below");

        // When
        evaluate(
                "--out-dir",
                out.toString(),
                "--save-roc",
                "--save-confusion",
                "--save-metric-hist",
                "--save-instrument-metrics");

        // Then
        try (Stream<Path> files = Files.walk(out)) {
            List<String> written =
                    files.filter(Files::isRegularFile)
                            .map(file -> out.relativize(file).toString())
                            .sorted()
                            .toList();
            assertThat(written)
                    .containsExactly(
                            "conf_matrix/made_confusion.png",
                            "made_metrics.png",
                            "made_metrics_files.yaml",
                            "made_metrics_patch.yaml",
                            "made_preds.json",
                            "metric_hist/made_accuracy_hist.png",
                            "metric_hist/made_f1_hist.png",
                            "metric_hist/made_hamming_distance_hist.png",
                            "metric_hist/made_precision_hist.png",
                            "metric_hist/made_recall_hist.png",
                            "roc/made_roc.png");
        }
    }

    @Test
    void thresholdsAreTunedForANewModel() {
        // When
        Result result = evaluate("--tune-thresholds", "per-label", "--tuned-model", "mine");

        // Then
        assertThat(gateway.bodies.getLast().path("mode").asText()).isEqualTo("PER_LABEL");
        assertThat(gateway.bodies.getLast().path("model").asText()).isEqualTo("mine");
        assertThat(result.err()).contains("has thresholds tuned on these files");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --threshold 2             | takes a score from 0 to 1
                    --batch-size 0            | takes a number from 1
                    --save-roc                | say with --out-dir
                    --tuned-model x           | goes with --tune-thresholds
                    --tune-thresholds somehow | takes global or per-label
                    """)
    void whatMakesNoSenseIsAWrongUsage(String options, String words) {
        // When
        Result result = evaluate(options.split(" ", -1));

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(result.err()).contains(words);
        assertThat(gateway.paths).isEmpty();
    }

    @Test
    void aDatasetThatIsNotThereIsAWrongUsage() {
        // When
        Result result = evaluateSet("irmastest:" + directory.resolve("none"), "--json");

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(result.err()).contains("There is no " + directory.resolve("none"));
    }

    @Test
    void labelledAndUnlabelledDatasetsAreNotMixed() {
        // When
        Result result = evaluateSet("irmastest:" + directory, directory.toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(result.err()).contains("Only some of the datasets have labels");
    }
}

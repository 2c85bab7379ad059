package lumen.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Examples with the figures that scikit-learn finds for them; scikit_learn_figures.py among the
 * test's resources made both.
 */
public final class ScikitLearnFigures {
    public static final List<String> LABELS =
            List.of("cel", "cla", "flu", "gac", "gel", "org", "pia", "sax", "tru", "vio", "voi");

    private final Properties figures = new Properties();
    private final float[][] scores;
    private final float[][] truth;

    private ScikitLearnFigures(List<float[]> rows) {
        scores =
                rows.stream().map(row -> Arrays.copyOf(row, LABELS.size())).toArray(float[][]::new);
        truth =
                rows.stream()
                        .map(row -> Arrays.copyOfRange(row, LABELS.size(), 2 * LABELS.size()))
                        .toArray(float[][]::new);
    }

    public static ScikitLearnFigures read() throws IOException {
        ScikitLearnFigures read;
        try (BufferedReader rows = open("examples.csv")) {
            read = new ScikitLearnFigures(rows.lines().map(ScikitLearnFigures::numbers).toList());
        }
        try (BufferedReader lines = open("figures.properties")) {
            read.figures.load(lines);
        }
        return read;
    }

    private static BufferedReader open(String name) {
        return new BufferedReader(
                new InputStreamReader(
                        ScikitLearnFigures.class.getResourceAsStream(name),
                        StandardCharsets.UTF_8));
    }

    private static float[] numbers(String row) {
        String[] cells = row.split(",", -1);
        float[] numbers = new float[cells.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(cells[i]);
        }
        return numbers;
    }

    float[][] scores() {
        return scores;
    }

    float[][] truth() {
        return truth;
    }

    double[] thresholds() {
        return values("thresholds");
    }

    double value(String key) {
        return values(key)[0];
    }

    double[] values(String key) {
        return Arrays.stream(figures.getProperty(key).split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    public MetricsAccumulator accumulated(boolean exact) {
        MetricsAccumulator accumulator =
                exact
                        ? MetricsAccumulator.exact(LABELS, thresholds())
                        : MetricsAccumulator.bounded(LABELS, thresholds());
        for (int i = 0; i < scores.length; i++) {
            accumulator.add(scores[i], truth[i]);
        }
        return accumulator;
    }
}

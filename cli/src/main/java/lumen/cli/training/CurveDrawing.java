package lumen.cli.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;

/** Losses and F1 scores over the epochs, drawn with characters. */
final class CurveDrawing {
    private static final int HEIGHT = 10;
    private static final int WIDEST = 80;
    private static final int AXIS = 10;

    /**
     * A curve.
     *
     * @param name what it is of
     * @param mark the character that it is drawn with
     * @param values a value for each place, NaN where there is none
     */
    record Curve(String name, char mark, List<Double> values) {
        boolean isEmpty() {
            return values.stream().allMatch(value -> value.isNaN());
        }
    }

    private CurveDrawing() {}

    /** Draws the curves of a run; nothing before its second epoch. */
    static void write(List<TrainingMetricsView.Row> rows, Screen screen) {
        TreeMap<Integer, Map<String, Double>> epochs = new TreeMap<>();
        for (TrainingMetricsView.Row row : rows) {
            if (row.scope() == Scope.TRAIN_EPOCH || row.scope() == Scope.VALIDATION_EPOCH) {
                epochs.computeIfAbsent(row.epoch(), key -> new HashMap<>()).putAll(row.values());
            }
        }
        if (epochs.size() < 2) {
            return;
        }
        List<Map<String, Double>> figures = List.copyOf(epochs.values());
        String last = "epoch " + (epochs.lastKey() + 1);
        draw(
                "loss",
                List.of(
                        curve("training", '.', figures, Figures.TRAIN_LOSS),
                        curve("validation", 'o', figures, Figures.VALIDATION_LOSS)),
                "epoch " + (epochs.firstKey() + 1),
                last,
                screen);
        draw(
                "F1 in validation",
                List.of(
                        curve("windows", '.', figures, Figures.VALIDATION_F1),
                        curve("files, micro", 'o', figures, Figures.FILE_MICRO_F1),
                        curve("files, macro", 'x', figures, Figures.FILE_MACRO_F1)),
                "epoch " + (epochs.firstKey() + 1),
                last,
                screen);
    }

    private static Curve curve(
            String name, char mark, List<Map<String, Double>> figures, String figure) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Double> epoch : figures) {
            Double value = Figures.ofEpoch(epoch, figure);
            values.add(value == null ? Double.NaN : value);
        }
        return new Curve(name, mark, values);
    }

    /**
     * Draws curves over a common axis.
     *
     * @param from what the left end of the axis is
     * @param to what its right end is
     */
    static void draw(String title, List<Curve> curves, String from, String to, Screen screen) {
        List<Curve> drawn = curves.stream().filter(curve -> !curve.isEmpty()).toList();
        if (drawn.isEmpty()) {
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Curve curve : drawn) {
            for (double value : curve.values()) {
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
        }
        int width =
                Math.max(from.length() + to.length() + 1, Math.min(screen.width(), WIDEST) - AXIS);
        char[][] grid = grid(drawn, least, greatest, width);
        screen.line("");
        screen.line(screen.emphasised(title, Emphasis.HEADING) + "   " + legend(drawn));
        for (int row = 0; row < HEIGHT; row++) {
            boolean labelled = row % 3 == 0;
            double value = greatest - (greatest - least) * row / (HEIGHT - 1);
            String label = labelled ? String.format(Locale.ROOT, "%8.4f ", value) : " ".repeat(9);
            screen.line((label + '|' + new String(grid[row])).stripTrailing());
        }
        screen.line(" ".repeat(AXIS) + from + " ".repeat(width - from.length() - to.length()) + to);
    }

    private static String legend(List<Curve> curves) {
        StringBuilder text = new StringBuilder();
        for (Curve curve : curves) {
            text.append(text.isEmpty() ? "" : "   ")
                    .append(curve.mark())
                    .append(' ')
                    .append(curve.name());
        }
        return text.toString();
    }

    private static char[][] grid(List<Curve> curves, double least, double greatest, int width) {
        char[][] grid = new char[HEIGHT][width];
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
        double range = greatest > least ? greatest - least : 1;
        for (Curve curve : curves) {
            int count = curve.values().size();
            for (int index = 0; index < count; index++) {
                double value = curve.values().get(index);
                if (Double.isFinite(value)) {
                    int column =
                            count == 1 ? 0 : Math.round((float) index * (width - 1) / (count - 1));
                    int row = (int) Math.round((greatest - value) / range * (HEIGHT - 1));
                    grid[row][column] = curve.mark();
                }
            }
        }
        return grid;
    }
}

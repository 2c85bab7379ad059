package lumen.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.TestMetrics.Label;

/** Metrics as tables: each label over files, then the figures over files and over windows. */
final class MetricsTable {
    private static final Map<String, String> LABEL_COLUMNS = labelColumns();

    private MetricsTable() {}

    private static Map<String, String> labelColumns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("precision", "precision");
        columns.put("recall", "recall");
        columns.put("f1", "F1");
        columns.put("average_precision", "average\nprecision");
        columns.put("roc_auc", "ROC\nAUC");
        columns.put("accuracy", "accuracy");
        return columns;
    }

    static void write(TestMetrics metrics, Screen screen) {
        labels(metrics).writeTo(screen);
        screen.line("");
        figures(metrics).writeTo(screen);
        screen.line("");
        screen.line(
                String.format(
                        Locale.ROOT,
                        "%d of %d files scored by %s, version %s",
                        metrics.coverage().scored(),
                        metrics.coverage().total(),
                        DisplayText.printable(metrics.model()),
                        metrics.modelVersion()));
    }

    private static TextTable labels(TestMetrics metrics) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("instrument"));
        columns.add(Column.number("files\nwith it"));
        columns.add(Column.number("threshold"));
        LABEL_COLUMNS.values().forEach(heading -> columns.add(Column.number(heading)));
        TextTable table = new TextTable(columns);
        for (Label label : metrics.files().labels()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(DisplayText.printable(label.name())));
            cells.add(Cell.of(label.counts().truePositives() + label.counts().falseNegatives()));
            cells.add(Cell.of(number(metrics.thresholds().get(label.label()), 2)));
            for (String figure : LABEL_COLUMNS.keySet()) {
                Cell cell = Cell.of(number(label.figures().get(figure), 3));
                cells.add(figure.equals("f1") ? new Cell(cell.text(), Emphasis.STRONG) : cell);
            }
            table.row(cells);
        }
        return table;
    }

    private static TextTable figures(TestMetrics metrics) {
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("figure"),
                                Column.number("files"),
                                Column.number("windows")));
        table.row(
                List.of(
                        Cell.of("examples"),
                        Cell.of(metrics.files().examples()),
                        Cell.of(metrics.chunks().examples())));
        // The figures over windows are those over files and may have one more.
        for (Map.Entry<String, Double> figure : metrics.chunks().figures().entrySet()) {
            table.row(
                    List.of(
                            Cell.of(figure.getKey().replace('_', ' ')),
                            Cell.of(number(metrics.files().figures().get(figure.getKey()), 4)),
                            Cell.of(number(figure.getValue(), 4))));
        }
        return table;
    }

    private static String number(Double value, int decimals) {
        return value == null ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}

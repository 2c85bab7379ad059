package lumen.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;

/** The figures of a run's test phase: over everything, then of each instrument. */
final class TestTable {
    private static final String BEST = "test/";
    private static final String LAST = "test_last/";
    private static final String INSTRUMENT = "instruments/test/";
    private static final List<String> OF_INSTRUMENTS = List.of("precision", "recall", "f1");

    private TestTable() {}

    /** Writes the tables; nothing if nothing was tested. */
    static void write(Map<String, Double> figures, Screen screen) {
        Map<String, Double> best = ofSplit(figures, BEST);
        Map<String, Double> last = ofSplit(figures, LAST);
        if (best.isEmpty()) {
            return;
        }
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                Column.text("test"),
                                Column.number(last.isEmpty() ? "value" : "best epoch")));
        if (!last.isEmpty()) {
            columns.add(Column.number("last epoch"));
        }
        TextTable table = new TextTable(columns);
        best.forEach(
                (name, value) -> {
                    List<Cell> cells = new ArrayList<>();
                    cells.add(Cell.of(DisplayText.printable(name.replace('_', ' '))));
                    cells.add(Cell.of(Figures.score(value)));
                    if (!last.isEmpty()) {
                        cells.add(Cell.of(Figures.score(last.get(name))));
                    }
                    table.row(cells);
                });
        table.writeTo(screen);
        instruments(figures, screen);
    }

    /**
     * The figures of a split by their names without it; those of steps and repetitions left out.
     */
    private static Map<String, Double> ofSplit(Map<String, Double> figures, String split) {
        Map<String, Double> own = new TreeMap<>();
        figures.forEach(
                (name, value) -> {
                    if (name.startsWith(split) && !name.endsWith("_step")) {
                        own.put(name.substring(split.length()).replace("_epoch", ""), value);
                    }
                });
        return own;
    }

    private static void instruments(Map<String, Double> figures, Screen screen) {
        Map<String, Map<String, Double>> instruments = new TreeMap<>();
        figures.forEach(
                (key, value) -> {
                    String rest = key.replace("_epoch", "");
                    for (String figure : OF_INSTRUMENTS) {
                        if (rest.startsWith(INSTRUMENT) && rest.endsWith("_" + figure)) {
                            String name =
                                    rest.substring(
                                            INSTRUMENT.length(),
                                            rest.length() - figure.length() - 1);
                            instruments
                                    .computeIfAbsent(name, absent -> new TreeMap<>())
                                    .put(figure, value);
                        }
                    }
                });
        if (instruments.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("instrument"),
                                Column.number("precision"),
                                Column.number("recall"),
                                Column.number("F1")));
        instruments.forEach(
                (name, values) ->
                        table.row(
                                List.of(
                                        Cell.of(DisplayText.printable(name)),
                                        Cell.of(Figures.score(values.get("precision"))),
                                        Cell.of(Figures.score(values.get("recall"))),
                                        Cell.of(Figures.score(values.get("f1"))))));
        screen.line("");
        table.writeTo(screen);
    }
}

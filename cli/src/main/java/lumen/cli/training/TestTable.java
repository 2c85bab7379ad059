package lumen.cli.training;

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
    private static final String SPLIT = "test/";
    private static final String INSTRUMENT = "instruments/test/";
    private static final List<String> OF_INSTRUMENTS = List.of("precision", "recall", "f1");

    private TestTable() {}

    /** Writes the tables; nothing if nothing was tested. */
    static void write(Map<String, Double> figures, Screen screen) {
        Map<String, Double> test = new TreeMap<>();
        figures.forEach(
                (name, value) -> {
                    if (name.startsWith(SPLIT) && isPlain(name, figures)) {
                        test.put(name.substring(SPLIT.length()).replace("_epoch", ""), value);
                    }
                });
        if (test.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(List.of(Column.text("test"), Column.number("value")));
        test.forEach(
                (name, value) ->
                        table.row(
                                List.of(
                                        Cell.of(DisplayText.printable(name.replace('_', ' '))),
                                        Cell.of(Figures.score(value)))));
        table.writeTo(screen);
        instruments(figures, screen);
    }

    /** Whether it is not the same figure as one with a shorter name. */
    private static boolean isPlain(String name, Map<String, Double> figures) {
        return !name.endsWith("_step")
                && !(name.endsWith("_epoch")
                        && figures.containsKey(
                                name.substring(0, name.length() - "_epoch".length())));
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

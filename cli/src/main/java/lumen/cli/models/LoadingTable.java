package lumen.cli.models;

import java.util.List;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.model.weights.LoadingReport;

/** Shows what became of each weight: all that did not simply match, and how many did. */
final class LoadingTable {
    private LoadingTable() {}

    static void write(LoadingReport report, Screen screen) {
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("weight"),
                                Column.text("shape"),
                                Column.text("what became of it")));
        for (LoadingReport.Reshaped weight : report.reshaped()) {
            row(
                    table,
                    weight.name(),
                    weight.to(),
                    "reshaped from " + weight.from() + ": " + weight.how());
        }
        for (LoadingReport.Fresh weight : report.fresh()) {
            row(table, weight.name(), weight.shape(), "fresh: " + weight.reason());
        }
        for (LoadingReport.Left weight : report.left()) {
            row(table, weight.source(), weight.shape(), "left in the file");
        }
        if (!(report.reshaped().isEmpty() && report.fresh().isEmpty() && report.left().isEmpty())) {
            table.writeTo(screen);
        }
        screen.line(report.summary());
    }

    private static void row(TextTable table, String name, List<Long> shape, String fate) {
        table.row(
                List.of(
                        Cell.of(DisplayText.printable(name)),
                        Cell.of(shape),
                        Cell.of(DisplayText.printable(fate))));
    }
}

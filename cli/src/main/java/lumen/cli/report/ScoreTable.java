package lumen.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;

/**
 * The scores of files and instruments as a table. The headings are the instruments' full names
 * where the line is long enough, else the labels with a key below; where even those are too wide
 * the table is cut into several, one below the other.
 */
public final class ScoreTable {
    private static final int NAME_AT_MOST_ONE_IN = 3;
    private static final int NAME_AT_LEAST = 16;

    private final Answers answers;
    private final Screen screen;

    public ScoreTable(Answers answers, Screen screen) {
        this.answers = answers;
        this.screen = screen;
    }

    /** Writes the table, or nothing if no file was answered. */
    public void write() {
        if (answers.answered().isEmpty()) {
            return;
        }
        TextTable named =
                table(
                        answers.labels(),
                        label -> broken(DisplayText.printable(answers.nameOf(label))));
        if (named.width() <= screen.width()) {
            named.writeTo(screen);
        } else {
            writeUnderLabels();
        }
        screen.line(
                screen.emphasised(
                        screen.symbols().mark() + " recognised: the score reaches the threshold",
                        Emphasis.FAINT));
    }

    private void writeUnderLabels() {
        List<String> left = answers.labels();
        while (!left.isEmpty()) {
            int count = left.size();
            TextTable part = table(left, DisplayText::printable);
            while (count > 1 && part.width() > screen.width()) {
                count--;
                part = table(left.subList(0, count), DisplayText::printable);
            }
            part.writeTo(screen);
            screen.line("");
            left = left.subList(count, left.size());
        }
        writeKey();
    }

    private void writeKey() {
        StringBuilder line = new StringBuilder();
        String separator = " " + screen.symbols().separator() + " ";
        for (String label : answers.labels()) {
            String name = answers.nameOf(label);
            if (name.equals(label)) {
                continue;
            }
            String entry = label + " " + name;
            int width = DisplayText.width(line + separator + entry);
            if (!line.isEmpty() && width > screen.width()) {
                screen.line(screen.emphasised(line.toString(), Emphasis.FAINT));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : separator).append(entry);
        }
        if (!line.isEmpty()) {
            screen.line(screen.emphasised(line.toString(), Emphasis.FAINT));
        }
    }

    private TextTable table(List<String> labels, UnaryOperator<String> heading) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("file"));
        for (String label : labels) {
            columns.add(Column.number(heading.apply(label)));
        }
        TextTable table = new TextTable(columns);
        for (ItemView item : answers.answered()) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(fileName(item)));
            for (String label : labels) {
                cells.add(cell(item.prediction(), label));
            }
            table.row(cells);
        }
        return table;
    }

    private String fileName(ItemView item) {
        String name = DisplayText.printable(item.name());
        if (screen.width() == Screen.UNLIMITED) {
            return name;
        }
        int room = Math.max(NAME_AT_LEAST, screen.width() / NAME_AT_MOST_ONE_IN);
        return DisplayText.shortened(name, room, screen.symbols().ellipsis());
    }

    private Cell cell(Prediction prediction, String label) {
        Double score = prediction.scores().get(label);
        if (score == null) {
            return Cell.of("");
        }
        String number = String.format(Locale.ROOT, "%.2f", score);
        return Answers.recognises(prediction, label)
                ? new Cell(screen.symbols().mark() + number, Emphasis.STRONG)
                : new Cell(number, Emphasis.FAINT);
    }

    /** Names of several words stand one word below the other. */
    private static String broken(String name) {
        return name.replace(' ', '\n');
    }
}

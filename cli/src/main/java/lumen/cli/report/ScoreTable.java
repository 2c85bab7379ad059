package lumen.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;

/**
 * The scores of files and instruments as a table, in the widest of these layouts that the line has
 * room for: the instruments' full names as headings; their labels, with a key below; the labels,
 * closer together; and if even that is too wide, several such tables, one below the other. Names of
 * files are shortened where that saves a layout.
 */
public final class ScoreTable {
    private static final int NAME_AT_LEAST = 24;
    private static final int NAME_IN_PARTS = 16;

    private final Answers answers;
    private final Screen screen;
    private final List<String> labels;

    public ScoreTable(Answers answers, Screen screen) {
        this.answers = answers;
        this.screen = screen;
        this.labels = answers.labels();
    }

    private enum Layout {
        NAMES(2),
        LABELS(2),
        DENSE(1);

        private final int gap;

        Layout(int gap) {
            this.gap = gap;
        }
    }

    /** Writes the table, or nothing if no file was answered. */
    public void write() {
        if (answers.answered().isEmpty()) {
            return;
        }
        writeTable();
        screen.line(
                screen.emphasised(
                        screen.symbols().mark() + " recognised: the score reaches the threshold",
                        Emphasis.FAINT));
    }

    private void writeTable() {
        int wanted = Math.min(NAME_AT_LEAST, longestFileName());
        for (Layout layout : Layout.values()) {
            int room = screen.width() - table(labels, layout, 0).width();
            if (room >= wanted) {
                table(labels, layout, room).writeTo(screen);
                if (layout != Layout.NAMES) {
                    writeKey();
                }
                return;
            }
        }
        writeInParts();
        writeKey();
    }

    private void writeInParts() {
        List<String> left = labels;
        while (!left.isEmpty()) {
            int count = left.size();
            while (count > 1
                    && table(left.subList(0, count), Layout.DENSE, NAME_IN_PARTS).width()
                            > screen.width()) {
                count--;
            }
            table(left.subList(0, count), Layout.DENSE, NAME_IN_PARTS).writeTo(screen);
            screen.line("");
            left = left.subList(count, left.size());
        }
    }

    private int longestFileName() {
        int longest = 0;
        for (ItemView item : answers.answered()) {
            longest = Math.max(longest, DisplayText.width(DisplayText.printable(item.name())));
        }
        return longest;
    }

    private void writeKey() {
        StringBuilder line = new StringBuilder();
        String separator = " " + screen.symbols().separator() + " ";
        for (String label : labels) {
            String name = answers.nameOf(label);
            if (name.equals(label)) {
                continue;
            }
            String entry = DisplayText.printable(label + " " + name);
            if (!line.isEmpty() && DisplayText.width(line + separator + entry) > screen.width()) {
                screen.line(screen.emphasised(line.toString(), Emphasis.FAINT));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : separator).append(entry);
        }
        if (!line.isEmpty()) {
            screen.line(screen.emphasised(line.toString(), Emphasis.FAINT));
        }
    }

    /**
     * The table.
     *
     * @param room how many columns a file's name may take
     */
    private TextTable table(List<String> shown, Layout layout, int room) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(room == 0 ? "" : "file"));
        for (String label : shown) {
            columns.add(Column.number(heading(label, layout)));
        }
        TextTable table = new TextTable(columns, layout.gap);
        for (ItemView item : answers.answered()) {
            List<Cell> cells = new ArrayList<>();
            String name = DisplayText.printable(item.name());
            cells.add(
                    Cell.of(
                            room == 0
                                    ? ""
                                    : DisplayText.shortened(
                                            name, room, screen.symbols().ellipsis())));
            for (String label : shown) {
                cells.add(cell(item.prediction(), label, layout));
            }
            table.row(cells);
        }
        return table;
    }

    private String heading(String label, Layout layout) {
        return switch (layout) {
            // Names of several words stand one word below the other.
            case NAMES -> DisplayText.printable(answers.nameOf(label)).replace(' ', '\n');
            case LABELS, DENSE -> DisplayText.printable(label);
        };
    }

    private Cell cell(Prediction prediction, String label, Layout layout) {
        Double score = prediction.scores().get(label);
        if (score == null) {
            return Cell.of("");
        }
        String number = number(score, layout);
        return Answers.recognises(prediction, label)
                ? new Cell(screen.symbols().mark() + number, Emphasis.STRONG)
                : new Cell(number, Emphasis.FAINT);
    }

    private static String number(double score, Layout layout) {
        String number = String.format(Locale.ROOT, "%.2f", score);
        return switch (layout) {
            case NAMES, LABELS -> number;
            case DENSE -> number.startsWith("0") ? number.substring(1) : number.substring(0, 3);
        };
    }
}

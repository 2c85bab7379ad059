package lumen.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import lumen.cli.terminal.Screen.Emphasis;

/** A table of aligned columns under a rule. */
public final class TextTable {
    private static final int USUAL_GAP = 2;

    /** On which side a column's cells begin. */
    public enum Alignment {
        LEFT,
        RIGHT
    }

    /**
     * A column.
     *
     * @param heading its heading, which may have several lines
     */
    public record Column(String heading, Alignment alignment) {
        /** A column of text. */
        public static Column text(String heading) {
            return new Column(heading, Alignment.LEFT);
        }

        /** A column of numbers. */
        public static Column number(String heading) {
            return new Column(heading, Alignment.RIGHT);
        }
    }

    /** What stands in one row and column. */
    public record Cell(String text, Emphasis emphasis) {
        /** A cell that does not stand out. */
        public static Cell of(Object value) {
            return new Cell(String.valueOf(value), Emphasis.PLAIN);
        }
    }

    private final List<Column> columns;
    private final String gap;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A table whose columns are two spaces apart. */
    public TextTable(List<Column> columns) {
        this(columns, USUAL_GAP);
    }

    /**
     * A table with a choice of density.
     *
     * @param gap how many spaces are between columns
     */
    public TextTable(List<Column> columns, int gap) {
        this.columns = List.copyOf(columns);
        this.gap = " ".repeat(gap);
    }

    /**
     * Adds a row.
     *
     * @param cells one cell for each column
     */
    public TextTable row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The number of columns of text that the widest line takes. */
    public int width() {
        int width = gap.length() * Math.max(0, columns.size() - 1);
        for (int index = 0; index < columns.size(); index++) {
            width += width(index);
        }
        return width;
    }

    private int width(int column) {
        int width = 0;
        for (String line : columns.get(column).heading().split("\n", -1)) {
            width = Math.max(width, DisplayText.width(line));
        }
        for (List<Cell> row : rows) {
            width = Math.max(width, DisplayText.width(row.get(column).text()));
        }
        return width;
    }

    /** Writes the table. */
    public void writeTo(Screen screen) {
        int[] widths = new int[columns.size()];
        for (int index = 0; index < widths.length; index++) {
            widths[index] = width(index);
        }
        for (List<Cell> heading : headingRows()) {
            writeRow(screen, heading, widths);
        }
        screen.line(
                screen.emphasised(
                        String.valueOf(screen.symbols().line()).repeat(width()), Emphasis.FAINT));
        for (List<Cell> row : rows) {
            writeRow(screen, row, widths);
        }
    }

    /** Headings of fewer lines stand at the bottom. */
    private List<List<Cell>> headingRows() {
        int height = 0;
        for (Column column : columns) {
            height = Math.max(height, column.heading().split("\n", -1).length);
        }
        List<List<Cell>> headings = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            List<Cell> cells = new ArrayList<>();
            for (Column column : columns) {
                String[] lines = column.heading().split("\n", -1);
                int own = line - (height - lines.length);
                cells.add(new Cell(own < 0 ? "" : lines[own], Emphasis.HEADING));
            }
            headings.add(cells);
        }
        return headings;
    }

    private void writeRow(Screen screen, List<Cell> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int index = 0; index < widths.length; index++) {
            Cell cell = cells.get(index);
            boolean last = index == widths.length - 1;
            String filled =
                    switch (columns.get(index).alignment()) {
                        case LEFT ->
                                last ? cell.text() : DisplayText.left(cell.text(), widths[index]);
                        case RIGHT -> DisplayText.right(cell.text(), widths[index]);
                    };
            line.append(index == 0 ? "" : gap).append(screen.emphasised(filled, cell.emphasis()));
        }
        screen.line(line.toString().stripTrailing());
    }
}

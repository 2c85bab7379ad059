package lumen.evaluation.plot;

import java.util.ArrayList;
import java.util.List;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Letters;
import lumen.evaluation.drawing.Mark;
import lumen.evaluation.drawing.Mark.Anchor;
import lumen.evaluation.drawing.Mark.Weight;

/** A drawing that is being made: its ground, its heading, and marks in the theme's sizes. */
final class Sketch {
    static final double MARGIN = 28;
    static final double SMALL = 12;
    private static final double TITLE = 19;
    private static final double NOTE = 13;
    private static final double TINY_ELLIPSIS = 4;

    private final Theme theme;
    private final Heading heading;
    private final List<Mark> marks = new ArrayList<>();
    private double top = MARGIN;

    Sketch(Heading heading, Theme theme) {
        this.theme = theme;
        this.heading = heading;
        top += TITLE - 4;
        text(MARGIN, top, heading.title(), TITLE, Weight.MEDIUM, Anchor.START, theme.text());
        for (String note : heading.notes()) {
            top += NOTE + 6;
            text(MARGIN, top, note, NOTE, Weight.REGULAR, Anchor.START, theme.faint());
        }
        top += 26;
    }

    Theme theme() {
        return theme;
    }

    /** Where the heading ends. */
    double top() {
        return top;
    }

    void add(Mark mark) {
        marks.add(mark);
    }

    void box(double x, double y, double width, double height, int colour) {
        marks.add(new Mark.Box(x, y, width, height, 0, colour, 1));
    }

    void line(double x1, double y1, double x2, double y2, int colour, double width) {
        marks.add(
                new Mark.Line(new double[] {x1, x2}, new double[] {y1, y2}, colour, width, false));
    }

    void dashes(double x1, double y1, double x2, double y2, int colour, double width) {
        marks.add(new Mark.Line(new double[] {x1, x2}, new double[] {y1, y2}, colour, width, true));
    }

    void text(double x, double y, String text, Anchor anchor) {
        text(x, y, text, SMALL, Weight.REGULAR, anchor, theme.text());
    }

    void faint(double x, double y, String text, Anchor anchor) {
        text(x, y, text, SMALL, Weight.REGULAR, anchor, theme.faint());
    }

    void text(
            double x,
            double y,
            String text,
            double size,
            Weight weight,
            Anchor anchor,
            int colour) {
        marks.add(new Mark.Text(x, y, text, size, weight, anchor, colour, 0));
    }

    void turned(double x, double y, String text, Anchor anchor, double degrees, int colour) {
        marks.add(new Mark.Text(x, y, text, SMALL, Weight.REGULAR, anchor, colour, degrees));
    }

    static double width(String text) {
        return Letters.width(text, SMALL, Weight.REGULAR);
    }

    /** The text, or as much of it as there is room for, with an ellipsis. */
    static String shortened(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end)) > room - TINY_ELLIPSIS * 2) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** The drawing, on the theme's ground, at least as wide as its heading. */
    Drawing finish(double width, double height) {
        double wide = width;
        for (String note : heading.notes()) {
            wide = Math.max(wide, 2 * MARGIN + Letters.width(note, NOTE, Weight.REGULAR));
        }
        List<Mark> all = new ArrayList<>(marks.size() + 1);
        all.add(new Mark.Box(0, 0, Math.ceil(wide), Math.ceil(height), 0, theme.ground(), 1));
        all.addAll(marks);
        return new Drawing(Math.ceil(wide), Math.ceil(height), heading.title(), all);
    }
}

package lumen.evaluation.drawing;

import java.util.Locale;
import lumen.evaluation.drawing.Mark.Anchor;
import lumen.evaluation.drawing.Mark.Area;
import lumen.evaluation.drawing.Mark.Box;
import lumen.evaluation.drawing.Mark.Dot;
import lumen.evaluation.drawing.Mark.Line;
import lumen.evaluation.drawing.Mark.Text;
import lumen.evaluation.drawing.Mark.Weight;

/** Writes drawings as SVG 1.1, with text that can be searched and copied. */
public final class Svg {
    private static final String FONTS = "Roboto, 'Helvetica Neue', Arial, sans-serif";

    private Svg() {}

    /** The drawing as an SVG document. */
    public static String of(Drawing drawing) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" font-family="%s">
                <title>%s</title>
                """
                        .formatted(
                                number(drawing.width()),
                                number(drawing.height()),
                                number(drawing.width()),
                                number(drawing.height()),
                                FONTS,
                                escaped(drawing.title())));
        for (Mark mark : drawing.marks()) {
            svg.append(element(mark)).append('\n');
        }
        return svg.append("</svg>\n").toString();
    }

    private static String element(Mark mark) {
        return switch (mark) {
            case Box box ->
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s fill=\"%s\"%s/>"
                            .formatted(
                                    number(box.x()),
                                    number(box.y()),
                                    number(box.width()),
                                    number(box.height()),
                                    box.radius() == 0
                                            ? ""
                                            : " rx=\"%s\"".formatted(number(box.radius())),
                                    colour(box.colour()),
                                    opacity(box.opacity()));
            case Line line ->
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>"
                            .formatted(
                                    points(line.x(), line.y()),
                                    colour(line.colour()),
                                    number(line.width()),
                                    line.dashed() ? " stroke-dasharray=\"5 4\"" : "");
            case Area area ->
                    "<polygon points=\"%s\" fill=\"%s\"%s/>"
                            .formatted(
                                    points(area.x(), area.y()),
                                    colour(area.colour()),
                                    opacity(area.opacity()));
            case Dot dot ->
                    "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>"
                            .formatted(
                                    number(dot.x()),
                                    number(dot.y()),
                                    number(dot.radius()),
                                    colour(dot.colour()));
            case Text text -> text(text);
        };
    }

    private static String text(Text text) {
        String place = "x=\"%s\" y=\"%s\"".formatted(number(text.x()), number(text.y()));
        String turn =
                text.turn() == 0
                        ? ""
                        : " transform=\"rotate(%s %s %s)\""
                                .formatted(number(text.turn()), number(text.x()), number(text.y()));
        String anchor =
                text.anchor() == Anchor.START
                        ? ""
                        : " text-anchor=\"%s\""
                                .formatted(text.anchor() == Anchor.MIDDLE ? "middle" : "end");
        return "<text %s%s font-size=\"%s\"%s%s fill=\"%s\">%s</text>"
                .formatted(
                        place,
                        turn,
                        number(text.size()),
                        text.weight() == Weight.MEDIUM ? " font-weight=\"500\"" : "",
                        anchor,
                        colour(text.colour()),
                        escaped(text.text()));
    }

    private static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        return points.toString();
    }

    private static String opacity(double opacity) {
        return opacity == 1 ? "" : " fill-opacity=\"%s\"".formatted(number(opacity));
    }

    private static String colour(int colour) {
        return "#%06x".formatted(colour);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /** XML has no place for control characters, not even escaped. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int character : text.codePoints().toArray()) {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default ->
                        escaped.appendCodePoint(
                                Character.isISOControl(character) ? ' ' : character);
            }
        }
        return escaped.toString();
    }
}

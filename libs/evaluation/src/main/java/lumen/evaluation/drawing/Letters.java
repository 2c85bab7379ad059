package lumen.evaluation.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import lumen.evaluation.drawing.Mark.Weight;

/**
 * The outlines of letters, which come with lumen: text has the same shape on every machine, also
 * where no font is installed. Letters that are missing are shown as an empty box.
 */
public final class Letters {
    private static final double UNITS = 1000;
    private static final int HEXADECIMAL = 16;
    private static final Map<Weight, Letters> LETTERS =
            Map.of(
                    Weight.REGULAR, read("regular.outlines"),
                    Weight.MEDIUM, read("medium.outlines"));
    private static final Letter MISSING =
            new Letter(600, "M60,0L60,-700L540,-700L540,0ZM110,-50L490,-50L490,-650L110,-650Z");

    private record Letter(int advance, String outline) {}

    private final Map<Integer, Letter> letters = new HashMap<>();

    private Letters() {}

    private static Letters read(String resource) {
        Letters letters = new Letters();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Letters.class.getResourceAsStream(resource),
                                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", -1);
                letters.letters.put(
                        Integer.parseInt(parts[0], HEXADECIMAL),
                        new Letter(Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return letters;
    }

    /** How wide a text is, in pixels. */
    public static double width(String text, double size, Weight weight) {
        Letters letters = LETTERS.get(weight);
        return text.codePoints().mapToDouble(letter -> letters.letter(letter).advance()).sum()
                * (size / UNITS);
    }

    /** The outline of a text that starts at the origin, its baseline at 0. */
    static Path2D outline(String text, double size, Weight weight) {
        Letters letters = LETTERS.get(weight);
        Path2D whole = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double at = 0;
        for (int codePoint : text.codePoints().toArray()) {
            Letter letter = letters.letter(codePoint);
            AffineTransform place =
                    new AffineTransform(size / UNITS, 0, 0, size / UNITS, at * size / UNITS, 0);
            whole.append(outline(letter.outline()).getPathIterator(place), false);
            at += letter.advance();
        }
        return whole;
    }

    private Letter letter(int codePoint) {
        return letters.getOrDefault(codePoint, MISSING);
    }

    private static Path2D outline(String text) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            while (end < text.length() && !Character.isLetter(text.charAt(end))) {
                end++;
            }
            append(path, text.charAt(at), numbers(text.substring(at + 1, end)));
            at = end;
        }
        return path;
    }

    private static double[] numbers(String text) {
        if (text.isEmpty()) {
            return new double[0];
        }
        String[] parts = text.split(",", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    private static void append(Path2D path, char command, double[] p) {
        switch (command) {
            case 'M' -> path.moveTo(p[0], p[1]);
            case 'L' -> path.lineTo(p[0], p[1]);
            case 'Q' -> path.quadTo(p[0], p[1], p[2], p[3]);
            case 'C' -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
            case 'Z' -> path.closePath();
            default -> throw new IllegalStateException("outline with " + command);
        }
    }
}

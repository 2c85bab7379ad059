package lumen.cli.terminal;

import java.lang.Character.UnicodeScript;

/**
 * Text as a terminal shows it: how many columns it takes, and cut or filled up to a number of
 * columns.
 */
public final class DisplayText {
    private DisplayText() {}

    /**
     * The text with control characters replaced, so that a file's name or a server's message cannot
     * move the cursor or change colours.
     */
    public static String printable(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The number of columns that a text takes. */
    public static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        if (character < 0x1100) {
            return false;
        }
        boolean fullWidthForm = character >= 0xFF01 && character <= 0xFF60;
        boolean pictograph = character >= 0x1F300 && character <= 0x1FAFF;
        boolean ideographicPunctuation = character >= 0x3000 && character <= 0x303E;
        return fullWidthForm
                || pictograph
                || ideographicPunctuation
                || switch (UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
                    default -> false;
                };
    }

    /** The text with spaces after it, {@code columns} wide unless it is wider. */
    public static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** The text with spaces before it, {@code columns} wide unless it is wider. */
    public static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /**
     * The text, at most {@code columns} wide: what is too much is taken out of the middle, because
     * a path's beginning and end tell more.
     */
    public static String shortened(String text, int columns, char ellipsis) {
        if (width(text) <= columns) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int forTail = columns / 2;
        int start = characters.length;
        int tail = 0;
        while (start > 0 && tail + width(characters[start - 1]) <= forTail) {
            start--;
            tail += width(characters[start]);
        }
        int end = 0;
        int head = 0;
        while (end < start && head + width(characters[end]) <= columns - tail - 1) {
            head += width(characters[end]);
            end++;
        }
        return new String(characters, 0, end)
                + ellipsis
                + new String(characters, start, characters.length - start);
    }
}

package lumen.cli.terminal;

import java.io.PrintStream;

/**
 * One of the two streams that a command writes to, with what is known of the one who reads it.
 *
 * @param stream where the text goes
 * @param interactive whether a person watches: a terminal, not a file or a pipe
 * @param width how many columns a line has; {@link #UNLIMITED} in a file or a pipe
 * @param coloured whether escape sequences for colours are understood and wanted
 * @param symbols the characters for drawings
 */
public record Screen(
        PrintStream stream, boolean interactive, int width, boolean coloured, Symbols symbols) {

    /** The width of a file or a pipe, where lines may be as long as they are. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String ESCAPE = "\033[";
    private static final String RESET = ESCAPE + "0m";

    /** How a piece of text stands out. */
    public enum Emphasis {
        /** As the terminal shows text. */
        PLAIN(""),
        /** What the user looks for. */
        STRONG("1;32m"),
        /** Headings. */
        HEADING("1m"),
        /** What the user may pass over. */
        FAINT("2m"),
        /** What went wrong. */
        FAILURE("1;31m");

        private final String code;

        Emphasis(String code) {
            this.code = code;
        }
    }

    /** Writes a line. */
    public void line(String text) {
        stream.println(text);
    }

    /**
     * The text with the escape sequences of an emphasis, or as it is where there are no colours.
     */
    public String emphasised(String text, Emphasis emphasis) {
        if (!coloured || emphasis == Emphasis.PLAIN || text.isBlank()) {
            return text;
        }
        return ESCAPE + emphasis.code + text + RESET;
    }
}

package lumen.cli.terminal;

import java.nio.charset.Charset;

/**
 * The characters that drawings are made of, each one column wide.
 *
 * @param mark stands before a recognised score
 * @param line a piece of a rule
 * @param full a piece of a bar that is reached
 * @param rest a piece of a bar that is not reached
 * @param tick a mark on an axis
 * @param ellipsis stands for what was left out
 * @param separator stands between entries of one line
 */
public record Symbols(
        char mark, char line, char full, char rest, char tick, char ellipsis, char separator) {

    /** For terminals that show Unicode. */
    public static final Symbols UNICODE = new Symbols('●', '─', '━', '·', '┴', '…', '·');

    /** For those that do not. */
    public static final Symbols ASCII = new Symbols('*', '-', '=', '.', '+', '~', '|');

    /** The best characters that can be written with a charset. */
    public static Symbols of(Charset charset) {
        return charset.newEncoder().canEncode("●─━·┴…") ? UNICODE : ASCII;
    }
}

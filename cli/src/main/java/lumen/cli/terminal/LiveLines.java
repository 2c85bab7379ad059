package lumen.cli.terminal;

import java.util.List;

/**
 * A few lines at the bottom of a terminal that are drawn again in place. Other text may be written
 * after {@link #erase()}. Where nobody watches nothing is drawn.
 */
public final class LiveLines implements AutoCloseable {
    private static final String LINE_UP = "\033[A";

    /** Room for what a terminal echoes, such as ^C: a line that overflows could not be erased. */
    private static final int MARGIN = 6;

    private static final String ERASED_BELOW = "\r\033[J";

    private final Screen screen;
    private int drawn;

    public LiveLines(Screen screen) {
        this.screen = screen;
    }

    /** How wide a line can be. */
    public int width() {
        return Math.max(1, screen.width() - MARGIN);
    }

    /** Draws the lines in place of those that were there; lines that are too wide are shortened. */
    public void draw(List<String> lines) {
        if (!screen.interactive()) {
            return;
        }
        StringBuilder text = new StringBuilder(back());
        for (int index = 0; index < lines.size(); index++) {
            text.append(index == 0 ? "" : "\n")
                    .append(
                            DisplayText.shortened(
                                    DisplayText.printable(lines.get(index)),
                                    width(),
                                    screen.symbols().ellipsis()));
        }
        screen.stream().print(text);
        screen.stream().flush();
        drawn = lines.size();
    }

    /** Takes the lines away. */
    public void erase() {
        if (drawn > 0) {
            screen.stream().print(back());
            screen.stream().flush();
            drawn = 0;
        }
    }

    private String back() {
        return drawn == 0 ? "" : LINE_UP.repeat(drawn - 1) + ERASED_BELOW;
    }

    @Override
    public void close() {
        erase();
    }
}

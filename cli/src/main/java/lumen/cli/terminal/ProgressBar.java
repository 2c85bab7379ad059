package lumen.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that shows how far a run is: files done and to do, their rate and the time left. It is
 * drawn on a terminal only and leaves no trace there; elsewhere nothing is written.
 *
 * <p>Safe to be used by several threads.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ERASED_LINE = "\r\033[K";
    private static final int BAR_AT_MOST = 40;
    private static final int BAR_AT_LEAST = 5;

    private final Screen screen;
    private final LongSupplier nanoTime;
    private String message = "";
    private long done;
    private long total;
    private long started;
    private long drawn;
    private boolean visible;

    public ProgressBar(Screen screen) {
        this(screen, System::nanoTime);
    }

    ProgressBar(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
    }

    /** Says what is going on while there is nothing to count. */
    public synchronized void announce(String text) {
        if (!text.equals(message)) {
            message = text;
            draw();
        }
    }

    /** Says how many files are done; the first call starts the clock for the rate. */
    public synchronized void show(long filesDone, long filesTotal) {
        long now = nanoTime.getAsLong();
        boolean first = total == 0;
        if (first) {
            started = now;
        }
        boolean news = first || filesDone != done || filesTotal != total;
        if (news) {
            message = "";
        }
        done = filesDone;
        total = filesTotal;
        if (now - drawn >= REDRAW_NANOS || (news && done == total)) {
            draw();
        }
    }

    private void draw() {
        if (!screen.interactive()) {
            return;
        }
        drawn = nanoTime.getAsLong();
        String line =
                message.isEmpty()
                        ? line(
                                done,
                                total,
                                Duration.ofNanos(drawn - started),
                                screen.width() - 1,
                                screen.symbols())
                        : DisplayText.shortened(
                                message, screen.width() - 1, screen.symbols().ellipsis());
        screen.stream().print(ERASED_LINE + line);
        screen.stream().flush();
        visible = true;
    }

    /** Erases the line, so that other text can be written. */
    @Override
    public synchronized void close() {
        if (visible) {
            screen.stream().print(ERASED_LINE);
            screen.stream().flush();
            visible = false;
        }
    }

    static String line(long done, long total, Duration elapsed, int width, Symbols symbols) {
        String counts = String.format(Locale.ROOT, "%d/%d files", done, total);
        double seconds = elapsed.toNanos() / 1e9;
        String rate = "";
        if (done > 0 && seconds > 0) {
            double perSecond = done / seconds;
            rate = String.format(Locale.ROOT, "  %.1f files/s", perSecond);
            if (done < total) {
                rate += "  " + words(Math.round((total - done) / perSecond)) + " left";
            }
        }
        int room = Math.min(BAR_AT_MOST, width - counts.length() - rate.length() - 2);
        String bar = "";
        if (room >= BAR_AT_LEAST && total > 0) {
            bar = "  " + bar((double) done / total, room, symbols);
        }
        String line = counts + bar + rate;
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    /**
     * A bar.
     *
     * @param share how much of it is full, from 0 to 1
     * @param width how many columns it takes
     */
    public static String bar(double share, int width, Symbols symbols) {
        int full = (int) (Math.clamp(share, 0, 1) * width);
        return String.valueOf(symbols.full()).repeat(full)
                + String.valueOf(symbols.rest()).repeat(width - full);
    }

    /** A duration in words, such as "40 s", "2 min 5 s" or "1 h 3 min". */
    public static String words(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}

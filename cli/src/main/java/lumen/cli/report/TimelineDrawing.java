package lumen.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.Prediction.Segment;

/**
 * Draws when each recognised instrument is heard: for each file a bar of time for each instrument,
 * the passages in seconds beside it, and an axis below.
 */
public final class TimelineDrawing {
    private static final int BAR = 48;
    private static final int BAR_AT_LEAST = 16;
    private static final int COLUMNS_PER_TICK = 8;
    private static final int[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400
    };

    private final Answers answers;
    private final Screen screen;

    public TimelineDrawing(Answers answers, Screen screen) {
        this.answers = answers;
        this.screen = screen;
    }

    /** Draws all answered files. */
    public void write() {
        for (ItemView item : answers.answered()) {
            screen.line("");
            write(item);
        }
    }

    private void write(ItemView item) {
        Prediction prediction = item.prediction();
        screen.line(
                screen.emphasised(DisplayText.printable(item.name()), Emphasis.HEADING)
                        + "  "
                        + seconds(prediction.durationSeconds()));
        List<String> heard =
                answers.labels().stream()
                        .filter(label -> Answers.recognises(prediction, label))
                        .toList();
        if (heard.isEmpty()) {
            screen.line(screen.emphasised("  nothing recognised", Emphasis.FAINT));
            return;
        }
        int nameWidth = 0;
        for (String label : heard) {
            nameWidth = Math.max(nameWidth, DisplayText.width(name(label)));
        }
        int bar = barWidth(nameWidth);
        for (String label : heard) {
            List<Segment> segments =
                    prediction.timeline().stream()
                            .filter(segment -> segment.label().equals(label))
                            .toList();
            String prefix = "  " + DisplayText.left(name(label), nameWidth) + "  ";
            screen.line(
                    prefix
                            + bar(segments, prediction.durationSeconds(), bar)
                            + "  "
                            + passages(segments, prefix.length() + bar + 2));
        }
        writeAxis(" ".repeat(nameWidth + 4), prediction.durationSeconds(), bar);
    }

    private String name(String label) {
        return DisplayText.printable(answers.nameOf(label));
    }

    private int barWidth(int nameWidth) {
        int room = screen.width() == Screen.UNLIMITED ? BAR : screen.width() / 2 - nameWidth;
        return Math.clamp(room, BAR_AT_LEAST, BAR);
    }

    private String bar(List<Segment> segments, double duration, int columns) {
        boolean[] heard = new boolean[columns];
        for (Segment segment : segments) {
            int from = column(segment.start(), duration, columns);
            // However short, a passage is seen.
            int to = Math.max(from + 1, column(segment.end(), duration, columns));
            Arrays.fill(heard, Math.min(from, columns - 1), Math.min(to, columns), true);
        }
        StringBuilder drawing = new StringBuilder();
        int start = 0;
        for (int index = 1; index <= columns; index++) {
            if (index == columns || heard[index] != heard[start]) {
                char piece = heard[start] ? screen.symbols().full() : screen.symbols().rest();
                drawing.append(
                        screen.emphasised(
                                String.valueOf(piece).repeat(index - start),
                                heard[start] ? Emphasis.STRONG : Emphasis.FAINT));
                start = index;
            }
        }
        return drawing.toString();
    }

    private static int column(double seconds, double duration, int columns) {
        return (int) Math.round(seconds / Math.max(duration, 1e-9) * columns);
    }

    /** The passages in seconds, or how many they are where they do not fit. */
    private String passages(List<Segment> segments, int used) {
        List<String> texts = new ArrayList<>();
        for (Segment segment : segments) {
            texts.add(String.format(Locale.ROOT, "%.1f to %.1f", segment.start(), segment.end()));
        }
        String text = String.join(", ", texts) + " s";
        boolean fits = screen.width() == Screen.UNLIMITED || used + text.length() <= screen.width();
        return fits && !texts.isEmpty() ? text : segments.size() + " passages";
    }

    private void writeAxis(String indent, double duration, int columns) {
        int step = STEPS[STEPS.length - 1];
        for (int candidate : STEPS) {
            if (duration / candidate * COLUMNS_PER_TICK <= columns) {
                step = candidate;
                break;
            }
        }
        char[] ticks = new char[columns + 1];
        Arrays.fill(ticks, screen.symbols().line());
        StringBuilder labels = new StringBuilder();
        for (int second = 0; second <= duration; second += step) {
            int column = column(second, duration, columns);
            ticks[column] = screen.symbols().tick();
            labels.append(" ".repeat(Math.max(0, column - labels.length())))
                    .append(axisLabel(second, step));
        }
        screen.line(screen.emphasised(indent + new String(ticks), Emphasis.FAINT));
        screen.line(screen.emphasised(indent + labels, Emphasis.FAINT));
    }

    private static String axisLabel(int second, int step) {
        return step < 60 && second < 60
                ? Integer.toString(second)
                : String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60);
    }

    private static String seconds(double duration) {
        return duration < 60
                ? String.format(Locale.ROOT, "%.1f s", duration)
                : String.format(
                        Locale.ROOT,
                        "%d min %d s",
                        Math.round(duration) / 60,
                        Math.round(duration) % 60);
    }
}

package lumen.cli.report;

import java.util.List;
import java.util.Locale;
import lumen.cli.ErrorWords;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;

/** The files that failed, each with the reason and what the user can do. */
public final class FailureList {
    private FailureList() {}

    /**
     * Writes the list, or nothing if no file failed.
     *
     * @param of how many files there were in all
     */
    public static void write(List<ItemView> failed, long of, Screen screen) {
        if (failed.isEmpty()) {
            return;
        }
        screen.line(
                screen.emphasised("lumen:", Emphasis.FAILURE)
                        + String.format(
                                " %d of %d %s failed",
                                failed.size(), of, of == 1 ? "file" : "files"));
        for (ItemView item : failed) {
            Problem problem = item.problem();
            screen.line("  " + screen.emphasised(printable(item.name()), Emphasis.HEADING));
            if (problem == null) {
                screen.line("    It was " + item.state().name().toLowerCase(Locale.ROOT));
                continue;
            }
            String detail = problem.detail() == null ? "" : ": " + problem.detail();
            screen.line("    " + printable(problem.title() + detail + " (" + problem.code() + ")"));
            screen.line("    " + printable(ErrorWords.advice(problem)));
        }
    }

    private static String printable(String text) {
        return DisplayText.printable(text);
    }
}

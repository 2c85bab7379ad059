package lumen.cli.training;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.recipe.InvalidRecipeException.Fault;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;

/** Tells everything that is wrong with the options of a run, with names as on the command line. */
final class FaultList {
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w/.-])[a-z]+(?:_[a-z]+)+(?![\\w/]|\\.\\w)");

    private static final Pattern SUGGESTION = Pattern.compile("did you mean (\\w+)\\?");

    private FaultList() {}

    /**
     * Writes the faults.
     *
     * @param command what was called, such as {@code lumen train}
     */
    static void write(List<Fault> faults, String command, Screen err) {
        err.line(
                err.emphasised("lumen:", Emphasis.FAILURE)
                        + (faults.size() == 1
                                ? " there is a fault in the options"
                                : " there are " + faults.size() + " faults in the options"));
        for (Fault fault : faults) {
            err.line("  " + err.symbols().mark() + " " + DisplayText.printable(words(fault)));
        }
        err.line("See: " + command + " --help");
    }

    /** A fault in words, with names as on the command line. */
    static String words(Fault fault) {
        String message = fault.message();
        String name = fault.option();
        if (!name.isEmpty() && message.startsWith(name)) {
            message = RecipeArguments.flag(name) + message.substring(name.length());
        }
        Matcher suggestion = SUGGESTION.matcher(message);
        message =
                suggestion.replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        "did you mean "
                                                + RecipeArguments.flag(match.group(1))
                                                + "?"));
        return withFlags(message);
    }

    /** The text with names of options as they are written on a command line. */
    static String withFlags(String text) {
        Matcher names = NAME.matcher(text);
        return names.replaceAll(match -> Matcher.quoteReplacement(known(match.group())));
    }

    private static String known(String name) {
        return RecipeOptions.named(name).map(RecipeOption::flag).orElse(name);
    }
}

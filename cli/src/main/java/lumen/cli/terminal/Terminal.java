package lumen.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out the answer: what a script reads
 * @param err what accompanies it: progress, and what went wrong
 */
public record Terminal(Screen out, Screen err) {

    private static final int WIDTH_WHEN_UNKNOWN = 80;
    private static final int OUT = 1;
    private static final int ERR = 2;

    /** The standard streams of this process. */
    public static Terminal system() {
        return new Terminal(
                screen(System.out, OUT, System.getenv()), screen(System.err, ERR, System.getenv()));
    }

    private static Screen screen(
            PrintStream stream, int descriptor, Map<String, String> environment) {
        boolean interactive = isTerminal(descriptor);
        return new Screen(
                stream,
                interactive,
                interactive ? width(environment) : Screen.UNLIMITED,
                interactive && wantsColours(environment),
                Symbols.of(stream.charset()));
    }

    /** Colours are for terminals that have them, unless NO_COLOR is set to anything. */
    static boolean wantsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static boolean isTerminal(int descriptor) {
        try {
            // The console object of the JDK speaks for both streams at once; Linux tells of each.
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }

    private static int width(Map<String, String> environment) {
        Integer wanted = positive(environment.getOrDefault("COLUMNS", ""));
        if (wanted != null) {
            return wanted;
        }
        try {
            Process process =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Redirect.from(new File("/dev/tty")))
                            .redirectError(Redirect.DISCARD)
                            .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Integer columns = positive(answer.substring(answer.indexOf(' ') + 1).strip());
            return columns == null ? WIDTH_WHEN_UNKNOWN : columns;
        } catch (IOException noSuchProgramOrTerminal) {
            return WIDTH_WHEN_UNKNOWN;
        }
    }

    private static Integer positive(String text) {
        try {
            int value = Integer.parseInt(text);
            return value > 0 ? value : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}

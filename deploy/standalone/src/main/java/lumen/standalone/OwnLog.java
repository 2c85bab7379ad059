package lumen.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what this process logs, the broker above all, to a file of limited size. */
final class OwnLog {
    private static final int LIMIT = 5 << 20;
    private static final int FILES = 2;

    /** Held so that its level stays set: the log manager itself holds loggers weakly. */
    private static final Logger OURS = Logger.getLogger("lumen");

    private OwnLog() {}

    /**
     * Begins to log to {@code lumen.log}, instead of wherever was logged to before.
     *
     * @param folder where the file is
     */
    static void begin(Path folder) throws IOException {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tFT%1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n");
        LogManager.getLogManager().reset();
        // A per cent sign begins a placeholder in a FileHandler's pattern.
        String pattern = folder.resolve("lumen.log").toString().replace("%", "%%");
        Handler file = new FileHandler(pattern, LIMIT, FILES, true);
        file.setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        root.addHandler(file);
        root.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
    }
}

package lumen.gateway.submission;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;

/** What becomes one item of a job. */
public sealed interface AudioSource {
    /** The extensions, in lower case, by which directories are searched. */
    Set<String> EXTENSIONS =
            Set.of(
                    "wav", "mp3", "ogg", "oga", "flac", "m4a", "mp4", "opus", "webm", "aiff", "aif",
                    "aac");

    /** What the item is called. */
    String name();

    /**
     * A file that may be read.
     *
     * @param file its real path, absolute
     * @param truth what is heard in it, in the model's order; null if that is not known
     */
    record Found(String name, Path file, List<String> truth) implements AudioSource {
        Found(String name, Path file) {
            this(name, file, null);
        }
    }

    /** A file that may not or cannot be read: an item that fails at once, alone. */
    record Refused(String name, Problem problem) implements AudioSource {
        static Refused of(String name, ErrorCode code, String detail) {
            return new Refused(name, Problem.of(code, detail));
        }
    }
}

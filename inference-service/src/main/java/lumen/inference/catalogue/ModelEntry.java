package lumen.inference.catalogue;

import java.nio.file.Path;
import lumen.model.file.ModelDescription;

/** A file in the model directory. */
public sealed interface ModelEntry {
    /** The file's name without {@code .onnx}, relative to the model directory. */
    String id();

    Path file();

    FileStamp stamp();

    /** A file that describes itself as a usable model. */
    record Usable(String id, Path file, FileStamp stamp, ModelDescription description)
            implements ModelEntry {}

    /**
     * A file that cannot be used.
     *
     * @param reason why, a sentence
     */
    record Broken(String id, Path file, FileStamp stamp, String reason) implements ModelEntry {}
}

package lumen.cli.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.model.file.ModelFile;

/** Decides which model file a command writes. */
final class ModelTarget {
    /** The system property that names the folder of the installed lumen. */
    private static final String INSTALLATION = "lumen.installation";

    private ModelTarget() {}

    /**
     * The file to write.
     *
     * @param named what the user named; null for a file in the model directory
     * @param stem the file's name there, without ending
     * @param replace whether a file that is there may be replaced
     * @throws IllegalArgumentException if the file cannot be a model file, or is there already
     */
    static Path of(Path named, String stem, boolean replace) throws IOException {
        Path target =
                named == null
                        ? Path.of(System.getProperty(INSTALLATION, ""))
                                .resolve("models")
                                .resolve(stem + ModelFile.EXTENSION)
                        : named;
        if (!target.getFileName().toString().endsWith(ModelFile.EXTENSION)) {
            throw new IllegalArgumentException(
                    target + " is no model file's name; it must end with " + ModelFile.EXTENSION);
        }
        if (Files.exists(target) && !replace) {
            throw new IllegalArgumentException(
                    target + " is there already; name another file with --out, or say --replace");
        }
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        return folder.resolve(target.getFileName());
    }
}

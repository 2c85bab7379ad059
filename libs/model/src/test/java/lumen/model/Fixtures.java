package lumen.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The small files that PyTorch wrote; {@code make_fixtures.py} beside them made them. */
public final class Fixtures {
    private Fixtures() {}

    /** Copies a file into a folder. */
    public static Path copy(String name, Path folder) throws IOException {
        Path copy = folder.resolve(name);
        java.nio.file.Files.write(copy, bytes(name));
        return copy;
    }

    /** A file's content. */
    public static byte[] bytes(String name) throws IOException {
        try (InputStream stream = Fixtures.class.getResourceAsStream("fixtures/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no fixture " + name);
            }
            return stream.readAllBytes();
        }
    }
}

package lumen.audio.decoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The files under src/test/resources: a sine of 440 Hz and half amplitude, 1.2 s long. */
public final class TestingFiles {
    private TestingFiles() {}

    /** The bytes of a file. */
    public static byte[] bytes(String name) {
        try (InputStream stream = TestingFiles.class.getResourceAsStream("/lumen/audio/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first part of a file. */
    public static byte[] start(String name, double share) {
        byte[] bytes = bytes(name);
        return Arrays.copyOf(bytes, (int) (bytes.length * share));
    }
}

package lumen.gateway.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes a text that is the same for the same request only: SHA-256 over everything in it. */
public final class Fingerprint {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a value, null being one of its own. */
    public Fingerprint add(Object value) {
        if (value == null) {
            digest.update((byte) 0);
            return this;
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        // The length keeps two values from running into each other.
        digest.update((byte) 1);
        digest.update(Integer.toString(text.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(text);
        return this;
    }

    /** Adds the contents of a file. */
    public Fingerprint addContents(Path file) {
        try (InputStream contents = Files.newInputStream(file)) {
            add(Files.size(file));
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = contents.read(buffer); read >= 0; read = contents.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read", e);
        }
    }

    /** The fingerprint of all that was added. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

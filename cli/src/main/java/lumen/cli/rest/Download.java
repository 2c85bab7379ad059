package lumen.cli.rest;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that the server made.
 *
 * @param name what the server calls it, a name without directories
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // written to a file at once, never compared
public record Download(String name, byte[] content) {
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]+)\"");

    /** The name in a {@code Content-Disposition}, or the last part of the address without one. */
    static String name(String disposition, String address) {
        Matcher named = FILE_NAME.matcher(disposition);
        return Path.of(named.find() ? named.group(1) : address).getFileName().toString();
    }
}

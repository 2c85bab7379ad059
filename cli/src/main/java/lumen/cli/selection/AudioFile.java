package lumen.cli.selection;

import java.nio.file.Path;

/**
 * A file to be answered.
 *
 * @param path where it is
 * @param name how the user named it: the path as given, or the given directory and what is below
 * @param bytes its size when it was found
 */
public record AudioFile(Path path, String name, long bytes) {}

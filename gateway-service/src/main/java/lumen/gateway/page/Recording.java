package lumen.gateway.page;

import java.nio.file.Path;

/**
 * An item's audio.
 *
 * @param name what the item is called
 * @param file its real path
 * @param bytes its size
 */
public record Recording(String name, Path file, long bytes) {}

package lumen.standalone.platform;

import java.util.Optional;

/**
 * The broker and the database that the user wants to be used; what is empty is lumen's own.
 *
 * @param kafka the broker's host and port
 * @param database the database
 */
public record NamedPlatform(Optional<String> kafka, Optional<DatabaseAddress> database) {
    /** Nothing named: both are lumen's own. */
    public static final NamedPlatform NONE = new NamedPlatform(Optional.empty(), Optional.empty());
}

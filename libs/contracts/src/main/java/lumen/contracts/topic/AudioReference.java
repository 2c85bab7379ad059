package lumen.contracts.topic;

import java.net.URI;
import java.util.Objects;

/**
 * Where the audio of an item lies; audio itself never crosses a topic.
 *
 * @param uri an absolute {@code file:} URI on a volume that gateway and feature-service share
 */
public record AudioReference(URI uri) {
    public AudioReference {
        Objects.requireNonNull(uri, "uri");
        if (!"file".equals(uri.getScheme())) {
            throw new IllegalArgumentException("not a file: URI: " + uri);
        }
    }
}

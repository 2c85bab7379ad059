package lumen.gateway.page;

import java.util.Locale;
import java.util.Map;

/** Media types of audio files, by their names. */
final class AudioType {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("wav", "audio/wav"),
                    Map.entry("wave", "audio/wav"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("oga", "audio/ogg"),
                    Map.entry("opus", "audio/ogg"),
                    Map.entry("flac", "audio/flac"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("mp4", "audio/mp4"),
                    Map.entry("aac", "audio/aac"),
                    Map.entry("aif", "audio/aiff"),
                    Map.entry("aiff", "audio/aiff"),
                    Map.entry("webm", "audio/webm"));

    private AudioType() {}

    /** The media type of a file; of one with an unknown extension that of any bytes. */
    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, UNKNOWN);
    }
}

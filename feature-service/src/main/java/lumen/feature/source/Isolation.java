package lumen.feature.source;

/** Which files are decoded by processes of their own. */
public enum Isolation {
    /** What strangers sent, and whatever is not below a trusted root. */
    UPLOADS,
    /** Every file. */
    ALWAYS,
    /** No file: one that makes FFmpeg crash ends the service. */
    NEVER
}

package lumen.audio.decoding;

import java.util.Objects;

/**
 * Audio that cannot be used, with a reason a program can act on and a message for the person who
 * sent it.
 */
public final class AudioException extends Exception {
    /** Why audio cannot be used. */
    public enum Reason {
        /** There are no bytes, or no samples in them. */
        EMPTY,
        /** The bytes are no audio that is accepted, or damaged beyond reading. */
        UNREADABLE,
        /** The audio ends before the length that the file declares. */
        TRUNCATED,
        /** A sample is NaN or infinite. */
        NOT_FINITE,
        /** The sample rate or the number of channels is out of range. */
        IMPLAUSIBLE,
        /** The audio plays longer than allowed. */
        TOO_LONG,
        /** The file has more bytes than allowed. */
        TOO_LARGE,
        /** Decoding took longer than allowed. */
        TIMEOUT,
        /** The process that decoded the file died of it, and so did a second one. */
        DECODER_DIED,
        /** There is no readable file at the path. */
        NOT_FOUND
    }

    private final Reason reason;

    /** A reason with its message. */
    public AudioException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** A reason with its message and what caused it. */
    public AudioException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why the audio cannot be used. */
    public Reason reason() {
        return reason;
    }
}

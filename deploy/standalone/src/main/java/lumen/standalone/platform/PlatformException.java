package lumen.standalone.platform;

import java.util.Objects;

/** The broker or the database cannot be used; the message says why. */
public final class PlatformException extends Exception {
    private static final long serialVersionUID = 1L;

    PlatformException(Throwable cause) {
        super(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString), cause);
    }
}

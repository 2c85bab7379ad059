package lumen.standalone.platform;

/** The broker or the database cannot be used; the message says why. */
public final class PlatformException extends Exception {
    private static final long serialVersionUID = 1L;

    PlatformException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}

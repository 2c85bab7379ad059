package lumen.standalone;

/** Another process runs lumen, or starts it, on the same data folder. */
public final class AlreadyRunningException extends Exception {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException(DataFolder data) {
        super("another process runs lumen on " + data.root());
    }
}

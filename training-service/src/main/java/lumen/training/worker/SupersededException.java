package lumen.training.worker;

/** Another worker carries the run out: this one must leave it alone. */
final class SupersededException extends Exception {
    private static final long serialVersionUID = 1L;

    SupersededException(String message) {
        super(message);
    }
}

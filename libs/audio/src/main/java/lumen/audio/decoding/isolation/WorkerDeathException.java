package lumen.audio.decoding.isolation;

/** A worker ended, or spoke nonsense and was ended, before its answer was complete. */
final class WorkerDeathException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerDeathException(String message, Throwable cause) {
        super(message, cause);
    }
}

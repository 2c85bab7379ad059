package lumen.feature.delivery;

/**
 * The broker did not take a record. Unchecked, because it passes through the extractor's callback.
 */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether sending the same record again may succeed. */
    public enum Remedy {
        /** The broker is away or overloaded: try again. */
        RETRY,
        /** The record or its topic is unacceptable: trying again would not help. */
        NONE
    }

    private final Remedy remedy;

    public DeliveryException(Remedy remedy, String message, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }
}

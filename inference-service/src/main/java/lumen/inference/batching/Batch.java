package lumen.inference.batching;

import java.util.List;

/**
 * Parts that are computed together, oldest first, all of one window shape.
 *
 * @param closed why no more parts were waited for
 */
public record Batch<P extends BatchedPart>(List<P> parts, CloseReason closed) {
    /** Why a batch was closed. */
    public enum CloseReason {
        /** The next part would not have fitted, or none would. */
        FULL,
        /** The oldest part had waited long enough. */
        WAITED,
        /** Nothing more will come. */
        DRAINED
    }

    public Batch {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one part");
        }
    }

    /** The windows of all parts. */
    public int windows() {
        return parts.stream().mapToInt(BatchedPart::windows).sum();
    }

    /** The shape that every window has. */
    public List<Integer> windowShape() {
        return parts.getFirst().windowShape();
    }
}

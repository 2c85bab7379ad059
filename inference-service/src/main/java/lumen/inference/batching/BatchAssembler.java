package lumen.inference.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.stream.Stream;
import lumen.inference.batching.Batch.CloseReason;

/**
 * Gathers parts into batches. Within a window shape parts leave in the order they came; between
 * shapes the one whose oldest part has waited longest goes first.
 *
 * <p>Time is told by the caller, in nanoseconds of any clock that never goes back. Not thread-safe.
 */
public final class BatchAssembler<P extends BatchedPart> {
    private final BatchLimits limits;
    private final Map<List<Integer>, Line<P>> lines = new LinkedHashMap<>();

    /** The parts of one window shape that wait. */
    private static final class Line<P extends BatchedPart> {
        private final Queue<Waiting<P>> parts = new ArrayDeque<>();
        private long windows;

        long oldest() {
            return parts.element().since();
        }
    }

    private record Waiting<P>(P part, long since) {}

    public BatchAssembler(BatchLimits limits) {
        this.limits = limits;
    }

    /** Puts a part in line at the time {@code now}. */
    public void add(P part, long now) {
        if (part.windows() < 1) {
            throw new IllegalArgumentException("a part without windows");
        }
        Line<P> line = lines.computeIfAbsent(part.windowShape(), shape -> new Line<>());
        line.parts.add(new Waiting<>(part, now));
        line.windows += part.windows();
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The batch that is due at the time {@code now}, if any. */
    public Optional<Batch<P>> next(long now) {
        Optional<Line<P>> full = oldest(lines.values().stream().filter(this::isFull));
        if (full.isPresent()) {
            return full.map(line -> close(line, CloseReason.FULL));
        }
        return oldest(lines.values().stream())
                .filter(line -> now - line.oldest() >= limits.maxDelay().toNanos())
                .map(line -> close(line, CloseReason.WAITED));
    }

    /** The next batch, due or not: nothing more will come. */
    public Optional<Batch<P>> drain() {
        return oldest(lines.values().stream()).map(line -> close(line, CloseReason.DRAINED));
    }

    /** How long after {@code now} a batch is due even if no part is added; empty if none waits. */
    public OptionalLong nanosUntilDue(long now) {
        if (lines.values().stream().anyMatch(this::isFull)) {
            return OptionalLong.of(0);
        }
        return lines.values().stream()
                .mapToLong(line -> limits.maxDelay().toNanos() - (now - line.oldest()))
                .map(nanos -> Math.max(0, nanos))
                .min();
    }

    private boolean isFull(Line<P> line) {
        return line.windows >= limits.maxWindows();
    }

    private static <P extends BatchedPart> Optional<Line<P>> oldest(Stream<Line<P>> lines) {
        // Differences, not values: the clock may pass the end of the range of long.
        Comparator<Line<P>> byAge = (left, right) -> Long.signum(left.oldest() - right.oldest());
        return lines.min(byAge);
    }

    private Batch<P> close(Line<P> line, CloseReason reason) {
        List<P> parts = new ArrayList<>();
        int windows = 0;
        boolean full = false;
        while (!line.parts.isEmpty() && !full) {
            int more = line.parts.element().part().windows();
            if (parts.isEmpty() || windows + more <= limits.maxWindows()) {
                parts.add(line.parts.remove().part());
                windows += more;
                full = windows >= limits.maxWindows();
            } else {
                full = true;
            }
        }
        line.windows -= windows;
        if (line.parts.isEmpty()) {
            lines.remove(parts.getFirst().windowShape());
        }
        return new Batch<>(parts, full ? CloseReason.FULL : reason);
    }
}

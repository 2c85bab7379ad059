package lumen.feature.extraction;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.TimeRange;

/**
 * Gathers the windows of one item into parts that fit a record. A full part is handed on when the
 * next window arrives, since only then it is known not to be the last. All parts share one buffer,
 * so memory does not grow with the file. For one thread.
 */
public final class PartAssembler {
    /** Takes a part; its values are overwritten after the call. */
    @FunctionalInterface
    public interface PartConsumer {
        void part(FeatureTensor part);
    }

    /** The header names the time of each window, so many small windows could make it too long. */
    static final int MAX_WINDOWS = 128;

    private final FeatureRequest request;
    private final int rows;
    private final int columns;
    private final int capacity;
    private final ElementType elementType;
    private final PartConsumer consumer;
    private final ByteBuffer values;
    private final List<TimeRange> windows = new ArrayList<>();
    private int parts;

    /**
     * Begins the first part of an item.
     *
     * @param rows the height of a window, its mel bands
     * @param columns the width of a window, its frames
     * @throws IllegalArgumentException when not even one window fits a record
     */
    public PartAssembler(FeatureRequest request, int rows, int columns, PartConsumer consumer) {
        this.request = Objects.requireNonNull(request, "request");
        this.consumer = Objects.requireNonNull(consumer, "consumer");
        this.rows = rows;
        this.columns = columns;
        elementType = request.elementType();
        long bytesOfWindow = (long) rows * columns * elementType.bytes();
        capacity = (int) Math.min(MAX_WINDOWS, FeatureTensor.MAX_BYTES / bytesOfWindow);
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "a window of %d x %d values is longer than the %d bytes of a record"
                            .formatted(rows, columns, FeatureTensor.MAX_BYTES));
        }
        values =
                ByteBuffer.allocate(Math.toIntExact(capacity * bytesOfWindow))
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Adds the item's next window.
     *
     * @param start seconds from the beginning of the audio
     * @param end seconds from the beginning, exclusive
     * @param window {@code rows * columns} values, row after row; copied
     */
    public void add(double start, double end, float[] window) {
        if (window.length != rows * columns) {
            throw new IllegalArgumentException(
                    window.length + " values are no window of " + rows + " x " + columns);
        }
        if (windows.size() == capacity) {
            handOn(null);
        }
        put(windows.size() * window.length, window);
        windows.add(new TimeRange(start, end));
    }

    private void put(int index, float[] window) {
        switch (elementType) {
            case FLOAT32 -> values.asFloatBuffer().put(index, window);
            case FLOAT16 -> {
                ShortBuffer halves = values.asShortBuffer();
                for (int i = 0; i < window.length; i++) {
                    halves.put(index + i, Float.floatToFloat16(window[i]));
                }
            }
        }
    }

    /**
     * Hands on what is left as the last part.
     *
     * @param durationSeconds the whole item's duration
     */
    public void finish(double durationSeconds) {
        if (windows.isEmpty()) {
            throw new IllegalStateException("item " + request.itemId() + " has no window");
        }
        handOn(durationSeconds);
    }

    private void handOn(Double durationSeconds) {
        int bytes = windows.size() * rows * columns * elementType.bytes();
        consumer.part(
                new FeatureTensor(
                        new FeatureTensor.Header(
                                request.itemId(),
                                request.jobId(),
                                request.modelId(),
                                parts,
                                durationSeconds != null,
                                elementType,
                                List.of(windows.size(), rows, columns),
                                windows,
                                durationSeconds),
                        values.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN)));
        parts++;
        windows.clear();
    }

    /** How many parts were handed on. */
    public int parts() {
        return parts;
    }
}

package lumen.contracts.topic;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * One part of an item's features: some consecutive windows of its spectrogram.
 *
 * <p>On the topic, the header is JSON in the record header {@value #HEADER} and the values are the
 * record's value, so that a consumer reads the tensor in place.
 *
 * @param header what the values are
 * @param values the tensor in C order, little-endian, positioned at its first byte
 */
public record FeatureTensor(Header header, ByteBuffer values) {
    /** The record header that holds the JSON {@link Header}. */
    public static final String HEADER = "lumen-tensor";

    /** A record's values are at most this long: 1 MiB less room for keys and headers. */
    public static final int MAX_BYTES = (1 << 20) - (1 << 14);

    /** How a value is stored. */
    public enum ElementType {
        FLOAT32(4),
        FLOAT16(2);

        private final int bytes;

        ElementType(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    /**
     * What the values are.
     *
     * @param itemId the item, also the record's key
     * @param jobId the item's job
     * @param modelId the model that the features are for
     * @param part this part's number, from 0
     * @param last whether no part follows: the item has {@code part + 1} parts
     * @param elementType how a value is stored
     * @param shape windows, then the shape of one window, for example {@code [4, 128, 224]}
     * @param windows when each window of this part plays, in order
     * @param durationSeconds the whole item's duration; known in the last part, null before
     */
    public record Header(
            String itemId,
            String jobId,
            String modelId,
            int part,
            boolean last,
            ElementType elementType,
            List<Integer> shape,
            List<TimeRange> windows,
            Double durationSeconds) {
        public Header {
            Objects.requireNonNull(itemId, "itemId");
            Objects.requireNonNull(jobId, "jobId");
            Objects.requireNonNull(modelId, "modelId");
            Objects.requireNonNull(elementType, "elementType");
            shape = List.copyOf(shape);
            windows = List.copyOf(windows);
            if (part < 0) {
                throw new IllegalArgumentException("part " + part + " is negative");
            }
            if (shape.isEmpty() || shape.getFirst() != windows.size()) {
                throw new IllegalArgumentException(
                        "shape " + shape + " does not fit " + windows.size() + " windows");
            }
            if (last && durationSeconds == null) {
                throw new IllegalArgumentException("the last part must say the duration");
            }
        }

        /** The number of values. */
        public int elements() {
            int product = 1;
            for (int size : shape) {
                product = Math.multiplyExact(product, size);
            }
            return product;
        }
    }

    public FeatureTensor {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(values, "values");
        int wanted = Math.multiplyExact(header.elements(), header.elementType().bytes());
        if (values.remaining() != wanted) {
            throw new IllegalArgumentException(
                    values.remaining() + " bytes do not fit shape " + header.shape());
        }
    }
}

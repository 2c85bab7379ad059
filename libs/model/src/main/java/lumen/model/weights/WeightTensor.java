package lumen.model.weights;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import lumen.model.file.ModelFormatException;

/** A tensor of a weight file. Its values are read when they are asked for. */
public final class WeightTensor {
    /** The bytes that one or several tensors are views of. */
    @FunctionalInterface
    interface Storage {
        /** The bytes; at least as many as were declared. */
        MemorySegment open() throws IOException;
    }

    private final ElementType type;
    private final List<Long> shape;
    private final List<Long> strides;
    private final long offset;
    private final Storage storage;

    /**
     * A view of a storage.
     *
     * @param strides how many values apart neighbours along each dimension are
     * @param offset which value of the storage is the first
     * @param capacity how many values the storage holds
     * @param limit the most values that the tensor may have: what a file of its size can hold
     * @throws ModelFormatException if the view reaches beyond the storage, or is larger than the
     *     file could tell
     */
    WeightTensor(
            String name,
            ElementType type,
            List<Long> shape,
            List<Long> strides,
            long offset,
            Storage storage,
            long capacity,
            long limit)
            throws ModelFormatException {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.strides = List.copyOf(strides);
        this.offset = offset;
        this.storage = storage;
        try {
            if (shape.size() != strides.size()
                    || offset < 0
                    || shape.stream().anyMatch(size -> size < 0)
                    || strides.stream().anyMatch(stride -> stride < 0)) {
                throw new ModelFormatException(
                        "The weight " + name + " has an impossible shape: " + shape);
            }
            long count = count(shape);
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
            }
            if (count > limit || (count > 0 && last >= capacity)) {
                throw tooLarge(name, shape, null);
            }
        } catch (ArithmeticException e) {
            throw tooLarge(name, shape, e);
        }
    }

    private static ModelFormatException tooLarge(
            String name, List<Long> shape, ArithmeticException cause) {
        return new ModelFormatException(
                "The weight "
                        + name
                        + " declares the shape "
                        + shape
                        + ", more than the file holds",
                cause);
    }

    /** Strides of a tensor whose values stand in C order. */
    static List<Long> contiguous(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, shape.get(i)));
        }
        return List.of(strides);
    }

    static long count(List<Long> shape) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    public ElementType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    /** How many values it has. */
    public long count() {
        return count(shape);
    }

    /**
     * The values in C order, rounded to float32.
     *
     * @throws IOException if the file cannot be read any more
     */
    public float[] values() throws IOException {
        float[] values = new float[Math.toIntExact(count())];
        if (values.length == 0) {
            return values;
        }
        MemorySegment bytes = storage.open();
        if (type == ElementType.F32 && strides.equals(contiguous(shape))) {
            MemorySegment.copy(
                    bytes,
                    ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    offset * Float.BYTES,
                    values,
                    0,
                    values.length);
            return values;
        }
        long[] index = new long[shape.size()];
        long at = offset;
        for (int i = 0; i < values.length; i++) {
            values[i] = type.value(bytes, at);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                at += strides.get(axis);
                if (++index[axis] < shape.get(axis)) {
                    break;
                }
                at -= strides.get(axis) * index[axis];
                index[axis] = 0;
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}

package lumen.model.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** What a stored tensor's values are; all are little-endian. */
public enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    /** The upper half of a float32. */
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** How many bytes a value takes. */
    public int bytes() {
        return bytes;
    }

    /** Whether the values are floating-point numbers. */
    public boolean isFloatingPoint() {
        return switch (this) {
            case F64, F32, F16, BF16 -> true;
            case I64, I32, I16, I8, U8, BOOL -> false;
        };
    }

    /**
     * One value, rounded to float32.
     *
     * @param index the value's number in the storage
     */
    float value(MemorySegment storage, long index) {
        long at = index * bytes;
        return switch (this) {
            case F64 -> (float) storage.get(DOUBLE, at);
            case F32 -> storage.get(FLOAT, at);
            case F16 -> Float.float16ToFloat(storage.get(SHORT, at));
            case BF16 -> Float.intBitsToFloat(storage.get(SHORT, at) << Short.SIZE);
            case I64 -> storage.get(LONG, at);
            case I32 -> storage.get(INT, at);
            case I16 -> storage.get(SHORT, at);
            case I8 -> storage.get(ValueLayout.JAVA_BYTE, at);
            case U8 -> Byte.toUnsignedInt(storage.get(ValueLayout.JAVA_BYTE, at));
            case BOOL -> storage.get(ValueLayout.JAVA_BYTE, at) == 0 ? 0 : 1;
        };
    }
}

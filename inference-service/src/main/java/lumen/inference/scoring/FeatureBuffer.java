package lumen.inference.scoring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;

/**
 * The windows of a batch, one after the other, in memory that ONNX Runtime reads in place. The
 * memory grows to the largest batch and is then used again and again.
 */
final class FeatureBuffer {
    private FloatBuffer values = allocate(0);

    /** The windows of all parts as float32; valid until the next call. */
    FloatBuffer fill(List<PendingPart> parts) {
        int elements = 0;
        for (PendingPart part : parts) {
            elements = Math.addExact(elements, part.elements());
        }
        if (values.capacity() < elements) {
            values = allocate(elements);
        }
        values.clear();
        for (PendingPart part : parts) {
            put(part);
        }
        return values.flip();
    }

    private void put(PendingPart part) {
        ByteBuffer source = part.values().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        switch (part.elementType()) {
            case FLOAT32 -> values.put(source.asFloatBuffer());
            case FLOAT16 -> {
                ShortBuffer halves = source.asShortBuffer();
                while (halves.hasRemaining()) {
                    values.put(Float.float16ToFloat(halves.get()));
                }
            }
        }
    }

    private static FloatBuffer allocate(int elements) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, elements))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}

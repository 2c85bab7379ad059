package lumen.model.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Tensors of a model file: float32 and int64, values stored as raw little-endian bytes. */
public final class Tensors {
    private Tensors() {}

    /**
     * A float32 tensor.
     *
     * @param name its name; empty for a constant's value
     * @param shape its shape; empty for a scalar
     * @param values in C order, as many as the shape says
     */
    public static TensorProto of(String name, long[] shape, float[] values) {
        requireCount(name, shape, values.length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, shape, TensorProto.DataType.FLOAT_VALUE, bytes);
    }

    /** An int64 tensor; see {@link #of(String, long[], float[])}. */
    public static TensorProto of(String name, long[] shape, long[] values) {
        requireCount(name, shape, values.length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, shape, TensorProto.DataType.INT64_VALUE, bytes);
    }

    /** A float32 tensor's name, type and shape. */
    static TensorProto withoutValues(String name, long[] shape) {
        return header(name, shape, TensorProto.DataType.FLOAT_VALUE).build();
    }

    /**
     * The values of a float32 tensor in C order, read in place when the tensor stores raw bytes.
     *
     * @throws IllegalArgumentException if it is not a float32 tensor
     */
    public static FloatBuffer floats(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException(tensor.getName() + " is not a float32 tensor");
        }
        if (tensor.hasRawData()) {
            return tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
        FloatBuffer values = FloatBuffer.allocate(tensor.getFloatDataCount());
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, tensor.getFloatData(i));
        }
        return values;
    }

    /** The number of values of a tensor of this shape. */
    public static long count(long... shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    private static void requireCount(String name, long[] shape, int values) {
        if (count(shape) != values) {
            throw new IllegalArgumentException(
                    name + ": " + values + " values for a tensor of " + count(shape));
        }
    }

    private static TensorProto tensor(String name, long[] shape, int type, ByteBuffer values) {
        return header(name, shape, type)
                .setRawData(UnsafeByteOperations.unsafeWrap(values))
                .build();
    }

    private static TensorProto.Builder header(String name, long[] shape, int type) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor;
    }
}

package lumen.training.engine;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moves numbers between ONNX tensors, Java arrays and libtorch tensors. */
public final class TensorData {
    private TensorData() {}

    /**
     * A libtorch tensor of these values, owned by the pointer scope around the call.
     *
     * @param values row-major values
     * @param shape the shape; its product is the number of values
     */
    public static Tensor of(float[] values, long... shape) {
        return AbstractTensor.create(values, shape);
    }

    /** The values of a float tensor in row-major order, whatever its memory layout. */
    public static float[] floats(Tensor tensor) {
        try (PointerScope _ = new PointerScope()) {
            Tensor plain = tensor.detach().to(ScalarType.Float).cpu().contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            new FloatPointer(plain.data_ptr()).get(values);
            return values;
        }
    }

    /** The values of an integer tensor in row-major order. */
    static long[] longs(Tensor tensor) {
        try (PointerScope _ = new PointerScope()) {
            Tensor plain = tensor.to(ScalarType.Long).cpu().contiguous();
            long[] values = new long[Math.toIntExact(plain.numel())];
            new LongPointer(plain.data_ptr()).get(values);
            return values;
        }
    }

    /** A tensor as libtorch's optional argument; absent when null. */
    static TensorOptional optional(Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }

    /**
     * Copies bytes into a tensor, whatever its memory layout.
     *
     * @param tensor float32 or uint8
     * @param bytes row-major and little-endian, as many as the tensor has
     */
    public static void copy(Tensor tensor, byte[] bytes) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor plain = torch.empty_like(tensor).cpu().contiguous();
            if (bytes.length != plain.nbytes()) {
                throw new EngineException(
                        "%d bytes for a tensor of %d".formatted(bytes.length, plain.nbytes()));
            }
            new BytePointer(plain.data_ptr()).put(bytes);
            tensor.detach().copy_(plain);
        }
    }

    /** An ONNX initialiser or constant as a libtorch tensor of the scope around the call. */
    static Tensor read(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        Tensor read =
                switch (tensor.getDataType()) {
                    case TensorProto.DataType.FLOAT_VALUE ->
                            AbstractTensor.create(readFloats(tensor), shape);
                    case TensorProto.DataType.INT64_VALUE ->
                            AbstractTensor.create(readLongs(tensor), shape);
                    case TensorProto.DataType.INT32_VALUE ->
                            AbstractTensor.create(readIntegers(tensor), shape);
                    case TensorProto.DataType.BOOL_VALUE ->
                            AbstractTensor.create(readBytes(tensor), shape).to(ScalarType.Bool);
                    case TensorProto.DataType.DOUBLE_VALUE ->
                            AbstractTensor.create(readDoubles(tensor), shape);
                    case TensorProto.DataType.FLOAT16_VALUE ->
                            AbstractTensor.create(readHalves(tensor), shape).to(ScalarType.Half);
                    default ->
                            throw new EngineException(
                                    "tensor %s has ONNX element type %d; float, float16, double, int32, int64 and bool can be executed"
                                            .formatted(tensor.getName(), tensor.getDataType()));
                };
        return shape.length == 0 ? read.reshape(new long[0]) : read;
    }

    /** The bytes of a tensor, row-major and little-endian, as ONNX stores them. */
    public static ByteString bytes(Tensor tensor) {
        try (PointerScope _ = new PointerScope()) {
            Tensor plain = tensor.detach().cpu().contiguous();
            ByteBuffer buffer =
                    new BytePointer(plain.data_ptr()).capacity(plain.nbytes()).asByteBuffer();
            return ByteString.copyFrom(buffer);
        }
    }

    /** The libtorch type of an ONNX element type, for casts. */
    static ScalarType scalarType(long onnx) {
        return switch ((int) onnx) {
            case TensorProto.DataType.FLOAT_VALUE -> ScalarType.Float;
            case TensorProto.DataType.INT32_VALUE -> ScalarType.Int;
            case TensorProto.DataType.INT64_VALUE -> ScalarType.Long;
            case TensorProto.DataType.BOOL_VALUE -> ScalarType.Bool;
            case TensorProto.DataType.DOUBLE_VALUE -> ScalarType.Double;
            case TensorProto.DataType.FLOAT16_VALUE -> ScalarType.Half;
            case TensorProto.DataType.BFLOAT16_VALUE -> ScalarType.BFloat16;
            default -> throw new EngineException("no cast to ONNX element type " + onnx);
        };
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] readFloats(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int index = 0; index < values.length; index++) {
                values[index] = tensor.getFloatData(index);
            }
            return values;
        }
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        raw(tensor).asFloatBuffer().get(values);
        return values;
    }

    private static double[] readDoubles(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            return tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
        }
        double[] values = new double[tensor.getRawData().size() / Double.BYTES];
        raw(tensor).asDoubleBuffer().get(values);
        return values;
    }

    /** ONNX keeps the bits of half-precision numbers, as int32 where they are not raw. */
    private static float[] readHalves(TensorProto tensor) {
        boolean raw = tensor.hasRawData();
        int count = raw ? tensor.getRawData().size() / Short.BYTES : tensor.getInt32DataCount();
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            short bits =
                    raw
                            ? raw(tensor).getShort(index * Short.BYTES)
                            : (short) tensor.getInt32Data(index);
            values[index] = Float.float16ToFloat(bits);
        }
        return values;
    }

    private static long[] readLongs(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        long[] values = new long[tensor.getRawData().size() / Long.BYTES];
        raw(tensor).asLongBuffer().get(values);
        return values;
    }

    private static int[] readIntegers(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            return tensor.getInt32DataList().stream().mapToInt(Integer::intValue).toArray();
        }
        int[] values = new int[tensor.getRawData().size() / Integer.BYTES];
        raw(tensor).asIntBuffer().get(values);
        return values;
    }

    private static byte[] readBytes(TensorProto tensor) {
        if (tensor.hasRawData()) {
            return tensor.getRawData().toByteArray();
        }
        byte[] values = new byte[tensor.getInt32DataCount()];
        for (int index = 0; index < values.length; index++) {
            values[index] = (byte) tensor.getInt32Data(index);
        }
        return values;
    }
}

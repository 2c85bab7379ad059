package lumen.model.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** Checks that a model file holds the values that its tensors declare, before any are made. */
final class TensorCheck {
    private TensorCheck() {}

    /** Checks a tensor that was read with its values. */
    static void require(TensorProto tensor) throws ModelFormatException {
        long others =
                Math.max(
                        Math.max(
                                (long) tensor.getFloatDataCount() * Float.BYTES,
                                (long) tensor.getDoubleDataCount() * Double.BYTES),
                        Math.max(
                                (long) tensor.getInt64DataCount() + tensor.getUint64DataCount(),
                                (long) tensor.getInt32DataCount() + tensor.getStringDataCount()));
        require(tensor, tensor.hasRawData() ? tensor.getRawData().size() : -1, others);
    }

    /**
     * Checks a tensor whose values were passed over.
     *
     * @param rawBytes how many raw bytes the file has for it; -1 for none
     * @param otherBytes how many bytes its values take that are stored otherwise, at least one each
     */
    static void require(TensorProto tensor, long rawBytes, long otherBytes)
            throws ModelFormatException {
        requireOwnWeights(tensor);
        long bits = (long) count(tensor) * bitsOfAValue(tensor);
        long bytes = Math.ceilDiv(bits, Byte.SIZE);
        boolean held = rawBytes >= 0 ? rawBytes == bytes : count(tensor) <= Math.max(0, otherBytes);
        if (!held) {
            throw new ModelFormatException(
                    "The tensor %s declares the shape %s, %d bytes, but the file has %d for it"
                            .formatted(
                                    tensor.getName(),
                                    tensor.getDimsList(),
                                    bytes,
                                    Math.max(rawBytes, otherBytes)));
        }
    }

    /** External weights would let a model file name any other file of the machine. */
    static void requireOwnWeights(TensorProto tensor) throws ModelFormatException {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                || tensor.getExternalDataCount() > 0) {
            throw new ModelFormatException(
                    "The model keeps weights in other files; a model file must hold its weights");
        }
    }

    private static int count(TensorProto tensor) throws ModelFormatException {
        long count = 1;
        try {
            for (long size : tensor.getDimsList()) {
                if (size < 0) {
                    throw new ArithmeticException("a negative size");
                }
                count = Math.multiplyExact(count, size);
            }
            return Math.toIntExact(count);
        } catch (ArithmeticException e) {
            throw new ModelFormatException(
                    "The tensor %s declares an impossible shape: %s"
                            .formatted(tensor.getName(), tensor.getDimsList()),
                    e);
        }
    }

    private static int bitsOfAValue(TensorProto tensor) throws ModelFormatException {
        return switch (tensor.getDataType()) {
            case DataType.FLOAT_VALUE, DataType.INT32_VALUE, DataType.UINT32_VALUE -> 32;
            case DataType.DOUBLE_VALUE,
                    DataType.INT64_VALUE,
                    DataType.UINT64_VALUE,
                    DataType.COMPLEX64_VALUE ->
                    64;
            case DataType.COMPLEX128_VALUE -> 128;
            case DataType.FLOAT16_VALUE,
                    DataType.BFLOAT16_VALUE,
                    DataType.INT16_VALUE,
                    DataType.UINT16_VALUE ->
                    16;
            case DataType.BOOL_VALUE, DataType.INT8_VALUE, DataType.UINT8_VALUE, 17, 18, 19, 20 ->
                    8; // 17 to 20 are the four kinds of float8.
            case 21, 22 -> 4; // uint4 and int4.
            case DataType.STRING_VALUE -> 8;
            default ->
                    throw new ModelFormatException(
                            "The tensor %s has an unknown element type, %d"
                                    .formatted(tensor.getName(), tensor.getDataType()));
        };
    }
}

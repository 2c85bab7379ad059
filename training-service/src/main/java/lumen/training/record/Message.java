package lumen.training.record;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A protocol buffer that is put together field by field; what the numbers mean is known to those
 * who write it.
 */
final class Message {
    private static final int BYTES_OF_DOUBLE = Double.BYTES;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream output = CodedOutputStream.newInstance(bytes);

    /** Something that is written to memory. */
    private interface Field {
        void write(CodedOutputStream output) throws IOException;
    }

    private Message with(Field field) {
        try {
            field.write(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A field of type int32, int64, uint32, bool or an enumeration. */
    Message integer(int field, long value) {
        return with(to -> to.writeInt64(field, value));
    }

    Message doubleNumber(int field, double value) {
        return with(to -> to.writeDouble(field, value));
    }

    Message floatNumber(int field, float value) {
        return with(to -> to.writeFloat(field, value));
    }

    /** A repeated double, packed. */
    Message doubles(int field, double[] values) {
        return with(
                to -> {
                    to.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    to.writeUInt32NoTag(values.length * BYTES_OF_DOUBLE);
                    for (double value : values) {
                        to.writeDoubleNoTag(value);
                    }
                });
    }

    Message text(int field, String value) {
        return with(to -> to.writeString(field, value));
    }

    Message bytes(int field, byte[] value) {
        return with(to -> to.writeByteArray(field, value));
    }

    Message message(int field, Message value) {
        return bytes(field, value.toByteArray());
    }

    byte[] toByteArray() {
        with(CodedOutputStream::flush);
        return bytes.toByteArray();
    }
}

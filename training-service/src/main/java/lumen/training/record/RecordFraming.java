package lumen.training.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How TensorFlow's record files frame records: the length in 8 bytes and its checksum in 4, the
 * record, the checksum of the record in 4; all little-endian. Checksums are CRC-32C, turned right
 * by 15 bits, plus 0xA282EAD8.
 */
final class RecordFraming {
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int FRAME = HEAD + Integer.BYTES;

    private RecordFraming() {}

    /** A record with its frame. */
    static byte[] framed(byte[] data) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME + data.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(data.length);
        frame.putInt(checksum(frame.array(), 0, Long.BYTES));
        frame.put(data);
        return frame.putInt(checksum(data, 0, data.length)).array();
    }

    /**
     * The next record of a file.
     *
     * @param file content of the file from the present record on; it moves to the next
     * @return empty at the end and where a record is cut off or damaged; the position stays
     */
    static Optional<byte[]> next(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        int start = file.position();
        if (file.remaining() < FRAME) {
            return Optional.empty();
        }
        byte[] head = new byte[Long.BYTES];
        file.get(head);
        long length = file.getLong(start);
        boolean whole =
                file.getInt() == checksum(head, 0, head.length)
                        && length >= 0
                        && length <= file.remaining() - Integer.BYTES;
        if (whole) {
            byte[] data = new byte[(int) length];
            file.get(data);
            if (file.getInt() == checksum(data, 0, data.length)) {
                return Optional.of(data);
            }
        }
        file.position(start);
        return Optional.empty();
    }

    private static int checksum(byte[] data, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(data, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
    }
}

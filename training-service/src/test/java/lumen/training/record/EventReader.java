package lumen.training.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads event files by the definitions of their format, and shares no code with what writes them.
 */
final class EventReader {
    private EventReader() {}

    /**
     * An event.
     *
     * @param end where its record ends in the file, in bytes
     */
    record Event(WireFields fields, int end) {
        long step() {
            return fields.integer(2);
        }

        /** The values of its summary. */
        List<WireFields> values() {
            return fields.has(5) ? fields.message(5).messages(1) : List.of();
        }
    }

    /**
     * A value of a summary and where it is on the horizontal axis.
     *
     * @param value {@code tensorboard.Summary.Value}
     */
    record Value(long step, WireFields value) {}

    /** All events; every record must be whole. */
    static List<Event> events(Path file) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (rest.hasRemaining()) {
            byte[] length = new byte[8];
            rest.get(length);
            check(length, rest.getInt());
            byte[] data =
                    new byte
                            [(int)
                                    ByteBuffer.wrap(length)
                                            .order(ByteOrder.LITTLE_ENDIAN)
                                            .getLong()];
            rest.get(data);
            check(data, rest.getInt());
            events.add(new Event(WireFields.of(data), rest.position()));
        }
        return events;
    }

    /** All values with this tag. */
    static List<Value> values(Path file, String tag) throws IOException {
        List<Value> found = new ArrayList<>();
        for (Event event : events(file)) {
            for (WireFields value : event.values()) {
                if (value.text(1).equals(tag)) {
                    found.add(new Value(event.step(), value));
                }
            }
        }
        return found;
    }

    private static void check(byte[] data, int masked) {
        int crc = crc32c(data);
        int expected = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
        if (masked != expected) {
            throw new IllegalStateException("checksum %x, not %x".formatted(masked, expected));
        }
    }

    /** CRC-32C bit by bit: the reversed polynomial 0x82F63B78, all ones before and after. */
    static int crc32c(byte[] data) {
        int crc = -1;
        for (byte next : data) {
            crc ^= next & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc;
    }
}

package lumen.training.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a protocol buffer, walked by the definition of its encoding: a varint of field
 * number and wire type, then a varint (0), 8 bytes (1), a length and bytes (2) or 4 bytes (5).
 */
record WireFields(Map<Integer, List<Object>> fields) {
    static WireFields of(byte[] message) {
        ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (rest.hasRemaining()) {
            long key = varint(rest);
            Object value =
                    switch ((int) (key & 7)) {
                        case 0 -> varint(rest);
                        case 1 -> rest.getDouble();
                        case 2 -> {
                            byte[] bytes = new byte[(int) varint(rest)];
                            rest.get(bytes);
                            yield bytes;
                        }
                        case 5 -> rest.getFloat();
                        default -> throw new IllegalStateException("wire type of key " + key);
                    };
            fields.computeIfAbsent((int) (key >> 3), absent -> new ArrayList<>()).add(value);
        }
        return new WireFields(fields);
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = rest.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    List<Object> all(int field) {
        return fields.getOrDefault(field, List.of());
    }

    long integer(int field) {
        return has(field) ? (Long) all(field).getLast() : 0;
    }

    double doubleNumber(int field) {
        return has(field) ? (Double) all(field).getLast() : 0;
    }

    float floatNumber(int field) {
        return has(field) ? (Float) all(field).getLast() : 0;
    }

    byte[] bytes(int field) {
        return has(field) ? (byte[]) all(field).getLast() : new byte[0];
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    WireFields message(int field) {
        return of(bytes(field));
    }

    List<WireFields> messages(int field) {
        return all(field).stream().map(bytes -> of((byte[]) bytes)).toList();
    }

    /** A packed repeated double. */
    double[] doubles(int field) {
        double[] values = new double[bytes(field).length / Double.BYTES];
        ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}

package lumen.gateway.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, 14.1.2).
 *
 * @param first the first byte's place, from 0
 * @param last the last byte's place
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Whether there is no such part in the file. */
    boolean unsatisfiable() {
        return first > last;
    }

    long length() {
        return last - first + 1;
    }

    /**
     * Reads a header {@code Range}.
     *
     * @param header its value; null if there is none
     * @param size the file's size in bytes
     * @return empty where the whole file is to be answered: without a header, and with one that is
     *     not understood or names several ranges
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long tail = Math.min(size, Long.parseLong(range.group(2)));
            return Optional.of(new ByteRange(size - tail, size - 1));
        }
        long first = Long.parseLong(range.group(1));
        if (range.group(2).isEmpty()) {
            return Optional.of(new ByteRange(first, size - 1));
        }
        long last = Long.parseLong(range.group(2));
        return last < first
                ? Optional.empty()
                : Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }
}

package lumen.gateway.rest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.gateway.problem.InvalidRequestException;

/** Reads the texts of a request, each failure naming the field. */
final class RequestValues {
    private static final int MAX_PAGE_SIZE = 1000;

    private RequestValues() {}

    /** A job's id; what is no id is the id of no job. */
    static UUID job(String id) {
        return id(id, ErrorCode.JOB_NOT_FOUND, "There is no job %s.");
    }

    /** An item's id; what is no id is the id of no item. */
    static UUID item(String id) {
        return id(id, ErrorCode.ITEM_NOT_FOUND, "There is no item %s.");
    }

    /** A training run's id; what is no id is the id of no run. */
    static UUID training(String id) {
        return id(id, ErrorCode.TRAINING_NOT_FOUND, "There is no training run %s.");
    }

    /** A text in lower case; null for null or nothing. */
    static String lowerCase(String text) {
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    private static UUID id(String text, ErrorCode otherwise, String detail) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new LumenException(otherwise, detail.formatted(text), e);
        }
    }

    /** A constant of an enum, in any case; null for null or nothing. */
    static <E extends Enum<E>> E constant(Class<E> type, String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid(field, "must be one of " + Arrays.toString(type.getEnumConstants()), e);
        }
    }

    /** A time; null for null or nothing. */
    static Instant time(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw invalid(field, "must be a time such as 2026-01-31T12:00:00Z", e);
        }
    }

    /** A number; null for null or nothing. */
    static Double number(String field, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw invalid(field, "must be a number", e);
        }
    }

    /** The place that a client of events knows; 0 for null and for what is no place. */
    static long place(String eventId) {
        try {
            return eventId == null ? 0 : Math.max(0, Long.parseLong(eventId.strip()));
        } catch (NumberFormatException e) {
            // An id that was not ours: the client is told everything again.
            return 0;
        }
    }

    /** A page's number. */
    static int page(String text) {
        return integer("page", text, 0, 0, Integer.MAX_VALUE / MAX_PAGE_SIZE);
    }

    /** A page's size. */
    static int size(String text) {
        return integer("size", text, 100, 1, MAX_PAGE_SIZE);
    }

    /** A size of batches; empty for null or nothing. */
    static OptionalInt batchSize(String text) {
        return text == null || text.isBlank()
                ? OptionalInt.empty()
                : OptionalInt.of(integer("batchSize", text, 1, 1, Integer.MAX_VALUE));
    }

    /** A constant of an enum, in any case; the first one for null or nothing. */
    static <E extends Enum<E>> E oneOf(String field, String text, Class<E> type) {
        E constant = constant(type, field, text);
        return constant == null ? type.getEnumConstants()[0] : constant;
    }

    /** A scale of images; 1 for null or nothing. */
    static double scale(String text) {
        Double scale = number("scale", text);
        if (scale == null) {
            return 1;
        }
        if (!(scale >= 1 && scale <= 4)) {
            throw invalid("scale", "must be a number from 1 to 4", null);
        }
        return scale;
    }

    /** A parameter that must be there. */
    static String required(String field, String text) {
        if (text == null || text.isBlank()) {
            throw invalid(field, "is missing", null);
        }
        return text;
    }

    /** How many of something, at least 1. */
    static int count(String field, String text, int otherwise, int most) {
        return integer(field, text, otherwise, 1, most);
    }

    /** A line's number, counted from 0; null for null or nothing. */
    static Long line(String field, String text) {
        return text == null || text.isBlank()
                ? null
                : Long.valueOf(integer(field, text, 0, 0, Integer.MAX_VALUE));
    }

    private static int integer(String field, String text, int otherwise, int least, int most) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        String message = "must be a whole number from %d to %d".formatted(least, most);
        try {
            int value = Integer.parseInt(text.strip());
            if (value < least || value > most) {
                throw invalid(field, message, null);
            }
            return value;
        } catch (NumberFormatException e) {
            throw invalid(field, message, e);
        }
    }

    /** A field that is wrong. */
    static InvalidRequestException invalid(String field, String message, Throwable cause) {
        return new InvalidRequestException(List.of(new Violation(field, message)), cause);
    }
}

package lumen.contracts.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * What went wrong, as RFC 9457 {@code application/problem+json}: the body of every error response
 * and the reason of every failed item.
 *
 * @param type a URI reference that identifies the code: {@code /docs/errors#CODE}
 * @param title the code's title
 * @param status the HTTP status that belongs to the code
 * @param detail what is special about this case
 * @param code the code of the catalogue
 * @param advice what the user can do
 * @param errorId finds the log entry of an {@link ErrorCode#INTERNAL} error; null otherwise
 * @param violations the faulty fields of an invalid request; null otherwise
 * @param location where in a dataset the fault lies; null if it lies in none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        ErrorCode code,
        String advice,
        String errorId,
        List<Violation> violations,
        Location location) {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One faulty field.
     *
     * @param field the field's path in the request
     * @param message what is wrong with it
     */
    public record Violation(String field, String message) {}

    /**
     * A place in a dataset.
     *
     * @param file the file that has to be mended
     * @param line its line, from 1; null when the whole file is meant
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Location(String file, Integer line) {
        public Location {
            Objects.requireNonNull(file, "file");
        }
    }

    public Problem {
        Objects.requireNonNull(code, "code");
        violations = violations == null ? null : List.copyOf(violations);
    }

    public static Problem of(ErrorCode code, String detail) {
        return new Problem(
                "/docs/errors#" + code,
                code.title(),
                code.status(),
                detail,
                code,
                code.advice(),
                null,
                null,
                null);
    }

    public Problem withErrorId(String id) {
        return new Problem(type, title, status, detail, code, advice, id, violations, location);
    }

    public Problem withViolations(List<Violation> faults) {
        return new Problem(type, title, status, detail, code, advice, errorId, faults, location);
    }

    public Problem at(Location place) {
        return new Problem(type, title, status, detail, code, advice, errorId, violations, place);
    }
}

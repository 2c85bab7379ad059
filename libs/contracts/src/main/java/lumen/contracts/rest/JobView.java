package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import lumen.contracts.error.Problem;

/**
 * A job, as {@code GET /jobs/{id}} tells it and as the data of an event on {@code lumen.jobs}.
 *
 * @param id the job's id
 * @param items how many items are in which state
 * @param problem why the job failed; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        String id,
        JobKind kind,
        State state,
        String model,
        ItemCounts items,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Problem problem) {

    /** How many items of a job are in which state. */
    public record ItemCounts(
            long total, long queued, long running, long succeeded, long failed, long cancelled) {
        /** The number of items that will not change any more. */
        public long ended() {
            return succeeded + failed + cancelled;
        }
    }
}

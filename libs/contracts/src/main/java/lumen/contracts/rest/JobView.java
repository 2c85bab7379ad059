package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import lumen.contracts.error.Problem;

/**
 * A job, as {@code GET /jobs/{id}} tells it and as the data of an event on {@code lumen.jobs}.
 *
 * @param id the job's id
 * @param model the model that is used; of a TRAIN job the one that comes out of it
 * @param items how many items are in which state; a TRAIN job has none, {@link TrainingView} tells
 *     how far it is
 * @param listing true while the job's files are still being listed, so that the total grows; null
 *     otherwise
 * @param datasets what a TEST job tests or a TRAIN job learns from, as {@code TYPE:PATH}; null
 *     otherwise
 * @param problem why the job failed; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        String id,
        JobKind kind,
        State state,
        String model,
        ItemCounts items,
        Boolean listing,
        List<String> datasets,
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

package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import lumen.contracts.error.Problem;

/**
 * One file of a job: the answer of {@code GET /jobs/{id}/items/{itemId}}, and, once it has ended,
 * the data of an event on {@code lumen.predictions}.
 *
 * @param index the item's place in its job, from 0
 * @param name the upload's file name or the path that was submitted
 * @param prediction what is heard; null unless the item succeeded
 * @param problem why the item failed; null otherwise
 * @param truth what is really heard, and how the prediction compares; null unless the job is a test
 *     and the file's labels are known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemView(
        String id,
        String jobId,
        int index,
        String name,
        State state,
        Prediction prediction,
        Problem problem,
        Truth truth,
        Instant createdAt,
        Instant endedAt) {}

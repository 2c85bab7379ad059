package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Training runs side by side: the answer of {@code GET /trainings/compare}. Each list of values is
 * in the order of {@code runs}.
 *
 * @param runs the runs in the order in which they were asked for
 * @param options the options that are not the same in all of them, by name
 * @param figures the last value of every figure of an epoch or of the test, by name; null where a
 *     run does not have it
 */
public record TrainingComparison(
        List<Run> runs, Map<String, List<JsonNode>> options, Map<String, List<Double>> figures) {
    public TrainingComparison {
        runs = List.copyOf(runs);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /**
     * A run.
     *
     * @param metric the figure that chose its best epoch
     * @param best the best value of it; null before the first epoch
     * @param bestEpoch the epoch that reached it, from 1; null before the first
     * @param epoch present or last epoch, from 1
     * @param seconds how long it has run since it was last begun; null before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            String id,
            String name,
            State state,
            String metric,
            Double best,
            Integer bestEpoch,
            int epoch,
            Double seconds) {}
}

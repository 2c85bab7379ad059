package lumen.contracts.rest;

import java.util.List;

/**
 * Lines of a run's log, as {@code GET /trainings/{id}/log} and the event {@code lines} tell them.
 *
 * @param first number of the first line, from 0: older lines may have been given up
 * @param lines in order
 */
public record TrainingLogView(long first, List<String> lines) {
    public TrainingLogView {
        lines = List.copyOf(lines);
    }
}

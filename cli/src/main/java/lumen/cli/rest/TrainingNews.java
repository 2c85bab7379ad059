package lumen.cli.rest;

import java.util.List;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;

/** What the server tells about a training run while it goes on. */
public sealed interface TrainingNews {

    /** How far the run is. */
    record Standing(TrainingView training) implements TrainingNews {}

    /** New figures. */
    record Figures(List<TrainingMetricsView.Row> rows) implements TrainingNews {
        public Figures {
            rows = List.copyOf(rows);
        }
    }

    /**
     * New lines of the log.
     *
     * @param first number of the first of them, from 0
     */
    record LogLines(long first, List<String> lines) implements TrainingNews {
        public LogLines {
            lines = List.copyOf(lines);
        }
    }
}

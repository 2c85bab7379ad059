package lumen.training.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.training.optimization.RateSearch;

/** How a run ended. */
public sealed interface RunResult {
    /**
     * There is a model.
     *
     * @param best the model with the best validation figures, complete
     * @param bestEpoch its epoch, from 1
     * @param stopped whether training was ended by {@link RunSignals.Order#STOP}
     * @param figures the test's, and the best epoch's of the validation
     */
    record Finished(Path best, int bestEpoch, boolean stopped, Map<String, Double> figures)
            implements RunResult {
        public Finished {
            figures = Map.copyOf(figures);
        }
    }

    /**
     * Only a learning rate was looked for.
     *
     * @param suggested the rate that is recommended
     * @param curve the loss at each rate
     */
    record RateFound(double suggested, List<RateSearch.Point> curve) implements RunResult {
        public RateFound {
            curve = List.copyOf(curve);
        }
    }

    /** Ended by {@link RunSignals.Order#CANCEL}, without a model. */
    record Cancelled() implements RunResult {}

    /** Ended by {@link RunSignals.Order#RELEASE} or {@link RunSignals.Order#ABANDON}. */
    record Released() implements RunResult {}
}

package lumen.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.optimization.PlateauSchedule;
import lumen.training.validation.WindowMetrics;

/**
 * Where a run stands, apart from its tensors.
 *
 * @param data hash of the training data
 * @param epoch the present epoch, from 0
 * @param batch batches of it that are learnt from
 * @param step finished steps of the optimizer
 * @param over whether training has ended, and only the test is left
 * @param rate the learning rate that was found; 0 when none was looked for
 * @param best the best epoch; null before the first validation
 * @param stopping early stopping
 * @param latest the last figure of validation; NaN before the first
 * @param plateau the schedule's, when it follows the validation; else null
 * @param metrics figures of the present epoch
 * @param memory what the learner remembers apart from tensors
 */
record RunState(
        String data,
        int epoch,
        int batch,
        long step,
        boolean over,
        double rate,
        Best best,
        EarlyStopping.State stopping,
        double latest,
        PlateauSchedule.State plateau,
        WindowMetrics.State metrics,
        Learner.Memory memory) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The best epoch.
     *
     * @param value its figure
     * @param epoch counted from 1
     * @param checkpoint name of its file
     * @param figures all figures of its validation
     */
    record Best(double value, int epoch, String checkpoint, Map<String, Double> figures) {
        Best {
            figures = Map.copyOf(figures);
        }
    }

    ObjectNode toJson() {
        return JSON.valueToTree(this);
    }

    /**
     * Reads a state.
     *
     * @throws CheckpointException when it was written by another version
     */
    static RunState fromJson(JsonNode json) throws CheckpointException {
        try {
            return JSON.treeToValue(json, RunState.class);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    "the state of the run was written by another version of lumen: "
                            + e.getOriginalMessage());
        }
    }
}

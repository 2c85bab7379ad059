package lumen.inference.openinference;

import java.util.List;
import lumen.inference.scoring.PendingPart;

/**
 * A request to compute windows.
 *
 * @param id what the caller names the request; null for nothing
 * @param windows the only input
 * @param outputs what is to be answered, at least one
 */
record TensorRequest(String id, PendingPart windows, List<WantedOutput> outputs) {
    /**
     * An output that is to be answered.
     *
     * @param binary whether as bytes behind the JSON instead of within it
     */
    record WantedOutput(Output output, boolean binary) {}

    TensorRequest {
        outputs = List.copyOf(outputs);
    }

    /** Whether any output is to be answered as bytes. */
    boolean binary() {
        return outputs.stream().anyMatch(WantedOutput::binary);
    }
}

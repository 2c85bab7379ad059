package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lumen.contracts.error.Problem.Violation;

/**
 * What {@code POST /training-options/check} says about the options of a run.
 *
 * @param valid whether a run can be submitted with them
 * @param faults every fault with the option that has it; empty when valid
 * @param options every option with what is left out filled in; null unless valid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingCheck(boolean valid, List<Violation> faults, ObjectNode options) {
    public TrainingCheck {
        faults = List.copyOf(faults);
    }
}

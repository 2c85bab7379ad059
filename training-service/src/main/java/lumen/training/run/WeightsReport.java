package lumen.training.run;

import java.util.List;
import java.util.function.Function;

/**
 * The weights after an epoch.
 *
 * @param epoch counted from 0
 * @param step finished steps of the whole run
 * @param names all parameters in the model's order
 * @param values copies the values of one of them; only while the report is heard
 */
public record WeightsReport(
        int epoch, long step, List<String> names, Function<String, float[]> values) {
    public WeightsReport {
        names = List.copyOf(names);
    }
}

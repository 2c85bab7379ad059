package lumen.training.run;

import java.util.Map;

/**
 * Where a run stands after a step of the optimizer.
 *
 * @param epoch the present epoch, from 0
 * @param step finished steps of the whole run
 * @param stepInEpoch finished steps of this epoch
 * @param stepsInEpoch steps that the epoch has
 * @param filesPerSecond throughput of the last while; NaN when unknown
 * @param secondsLeft estimate until the last epoch's end; NaN when unknown
 * @param values figures of this step by the reference's names, such as {@code train/loss_step}
 */
public record StepReport(
        int epoch,
        long step,
        int stepInEpoch,
        int stepsInEpoch,
        double filesPerSecond,
        double secondsLeft,
        Map<String, Double> values) {
    public StepReport {
        values = Map.copyOf(values);
    }
}

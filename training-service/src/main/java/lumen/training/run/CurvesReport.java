package lumen.training.run;

import java.util.List;

/**
 * Scores of all files of a validation or test, from which curves are made.
 *
 * @param split {@code val} or {@code test}
 * @param epoch counted from 0
 * @param step finished steps of the whole run
 * @param labels codes of the labels
 * @param scores {@code [files][labels]}, from 0 to 1
 * @param truth {@code [files][labels]}, 1 where the label is there and 0 elsewhere
 */
public record CurvesReport(
        String split,
        int epoch,
        long step,
        List<String> labels,
        float[][] scores,
        float[][] truth) {
    public CurvesReport {
        labels = List.copyOf(labels);
    }
}

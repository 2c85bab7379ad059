package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * How well a model did on labelled files: the answer of {@code GET /jobs/{id}/metrics}.
 *
 * @param datasets what was tested, as {@code TYPE:PATH}
 * @param thresholds the score from which each label counts as recognised
 * @param coverage which files the figures are about
 * @param files figures over files: a file's scores are those of its windows taken together
 * @param chunks figures over windows, each compared with the labels of its whole file
 */
public record TestMetrics(
        String jobId,
        String model,
        String modelVersion,
        List<String> datasets,
        Map<String, Double> thresholds,
        Coverage coverage,
        Level files,
        Level chunks) {

    /**
     * Which files the figures are about.
     *
     * @param total the files of the job
     * @param scored those that were scored and have labels: the figures are about them
     * @param left how many files were left out, by the code of the reason
     */
    public record Coverage(long total, long scored, Map<String, Long> left) {}

    /**
     * Figures over files or over windows.
     *
     * @param examples how many files or windows
     * @param figures each figure by its name, such as {@code f1}; {@code docs/evaluation.md} says
     *     what they are
     * @param intervals the 95 % bootstrap interval of some of the figures; null if none was
     *     computed
     * @param labels the figures of each label, in the model's order
     * @param cooccurrence {@code [label][recognised]}: in how many examples with the one label the
     *     other was recognised
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Level(
            long examples,
            Map<String, Double> figures,
            Map<String, Interval> intervals,
            List<Label> labels,
            List<List<Long>> cooccurrence) {}

    /** From where to where a figure may well lie. */
    public record Interval(double low, double high) {}

    /**
     * The figures of one label.
     *
     * @param label its code
     * @param name its full name
     * @param counts right and wrong decisions
     * @param figures each figure by its name; one that is not defined, such as the area under a
     *     curve of a label that is nowhere, is left out
     */
    public record Label(String label, String name, Counts counts, Map<String, Double> figures) {}

    /** Right and wrong decisions on one label. */
    public record Counts(
            long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {}
}

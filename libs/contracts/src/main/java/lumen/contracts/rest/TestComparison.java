package lumen.contracts.rest;

import java.util.List;
import java.util.Map;

/**
 * Two tests side by side: the answer of {@code GET /jobs/compare}.
 *
 * @param left the id of the one job
 * @param right the id of the other
 * @param figures the figures over files that both have, by name
 * @param labels each label's F1 over files, for the labels that both have
 * @param files what became of the files that both have scored, matched by name
 */
public record TestComparison(
        String left,
        String right,
        Map<String, Difference> figures,
        Map<String, Difference> labels,
        Files files) {

    /**
     * A figure of both.
     *
     * @param difference right minus left
     */
    public record Difference(double left, double right, double difference) {
        public static Difference of(double left, double right) {
            return new Difference(left, right, right - left);
        }
    }

    /**
     * How many files were right, that is, exactly the labels that are there were recognised.
     *
     * @param matched the files that both have scored
     * @param onlyLeft names of files that only the left job got right, at most 100
     * @param onlyRight names of files that only the right job got right, at most 100
     */
    public record Files(
            long matched,
            long bothRight,
            long leftRight,
            long rightRight,
            long neitherRight,
            List<String> onlyLeft,
            List<String> onlyRight) {}
}

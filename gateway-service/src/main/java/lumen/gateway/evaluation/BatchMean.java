package lumen.gateway.evaluation;

import java.util.Arrays;
import java.util.List;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.MultilabelMetrics;
import lumen.gateway.evaluation.ScoredExamples.Example;

/**
 * The reference's validation F1: macro F1 over the windows of a batch of files, averaged over the
 * batches, weighted by their windows. A label that is not in a batch counts as F1 = 0, so that even
 * perfect predictions stay below 1 and the figure depends on the size of the batches; it is of use
 * only to be compared with figures of the reference at the same size.
 */
final class BatchMean {
    private final List<String> labels;
    private final double[] thresholds;
    private final int batchSize;
    private ConfusionCounts[] counts;
    private int files;
    private int lastFile = -1;
    private long windows;
    private double sum;
    private long sumWindows;

    /**
     * @param thresholds {@code [labels]}
     * @param batchSize how many files make a batch
     */
    BatchMean(List<String> labels, double[] thresholds, int batchSize) {
        this.labels = labels;
        this.thresholds = thresholds;
        this.batchSize = batchSize;
        begin();
    }

    /** Adds a window; the windows of a file follow one another. */
    void add(Example window) {
        if (window.file() != lastFile) {
            lastFile = window.file();
            if (files == batchSize) {
                end();
                begin();
            }
            files++;
        }
        windows++;
        for (int label = 0; label < thresholds.length; label++) {
            counts[label] =
                    counts[label].plus(
                            window.truth()[label] >= 0.5f,
                            window.scores()[label] >= thresholds[label]);
        }
    }

    private void begin() {
        counts = new ConfusionCounts[thresholds.length];
        Arrays.fill(counts, ConfusionCounts.NONE);
        files = 0;
        windows = 0;
    }

    private void end() {
        sum += windows * new MultilabelMetrics(labels, List.of(counts)).macroF1();
        sumWindows += windows;
    }

    /** The mean over all batches, the last one, which may be smaller, too; 0 without any window. */
    double value() {
        if (windows > 0) {
            end();
            begin();
        }
        return sumWindows == 0 ? 0 : sum / sumWindows;
    }
}

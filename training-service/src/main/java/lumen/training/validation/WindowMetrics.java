package lumen.training.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.MultilabelMetrics;

/**
 * The figures that the reference keeps of every step and epoch, over windows: loss, accuracy,
 * Hamming distance, and macro-averaged F1, precision and recall of decisions at one threshold.
 *
 * <p>Decisions are counted over all batches and the figures computed of the counts. The reference
 * takes the mean of the batches' figures instead, which is far lower for F1 because most labels are
 * missing in a small batch; that one is {@link #batchMeanF1}.
 */
public final class WindowMetrics {
    private final List<String> labels;
    private final double threshold;
    private final ConfusionCounts[] counts;
    private long windows;
    private double lossSum;
    private double weightedF1Sum;

    /**
     * What was counted so far.
     *
     * @param windows number of windows
     * @param lossSum sum of their losses
     * @param weightedF1Sum sum of the batches' macro-F1, each times its windows
     * @param counts decisions on each label
     */
    public record State(
            long windows, double lossSum, double weightedF1Sum, List<ConfusionCounts> counts) {
        public State {
            counts = List.copyOf(counts);
        }
    }

    /**
     * @param labels codes of the labels
     * @param threshold score from which a label counts as recognised, above 0 and below 1
     */
    public WindowMetrics(List<String> labels, double threshold) {
        this.labels = List.copyOf(labels);
        this.threshold = threshold;
        this.counts = new ConfusionCounts[labels.size()];
        clear();
    }

    /**
     * Adds a batch.
     *
     * @param loss mean loss of its windows
     * @param logits {@code [windows, labels]}
     * @param targets same shape; from one half on a label is there
     */
    public void add(double loss, float[] logits, float[] targets) {
        int size = labels.size();
        ConfusionCounts[] ofBatch = new ConfusionCounts[size];
        for (int label = 0; label < size; label++) {
            ofBatch[label] = ConfusionCounts.NONE;
            for (int index = label; index < logits.length; index += size) {
                boolean recognised = 1 / (1 + Math.exp(-logits[index])) >= threshold;
                ofBatch[label] = ofBatch[label].plus(targets[index] >= 0.5f, recognised);
            }
            counts[label] = counts[label].plus(ofBatch[label]);
        }
        int count = logits.length / size;
        windows += count;
        lossSum += loss * count;
        weightedF1Sum += new MultilabelMetrics(labels, List.of(ofBatch)).macroF1() * count;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(counts, ConfusionCounts.NONE);
        windows = 0;
        lossSum = 0;
        weightedF1Sum = 0;
    }

    /** Score from which a label counts as recognised. */
    public double threshold() {
        return threshold;
    }

    /** Number of windows. */
    public long windows() {
        return windows;
    }

    /** The mean loss; 0 of nothing. */
    public double loss() {
        return windows == 0 ? 0 : lossSum / windows;
    }

    /**
     * The mean of the batches' macro-F1, weighted by their windows, as the reference reports it.
     */
    public double batchMeanF1() {
        return windows == 0 ? 0 : weightedF1Sum / windows;
    }

    /** The decisions on each label. */
    public MultilabelMetrics decisions() {
        return new MultilabelMetrics(labels, List.of(counts));
    }

    /** The six figures by the reference's names, without split and suffix. */
    public Map<String, Double> figures() {
        MultilabelMetrics decisions = decisions();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", loss());
        figures.put("accuracy", decisions.accuracy());
        figures.put("hamming_distance", decisions.total().errors());
        figures.put("f1", decisions.macroF1());
        figures.put("precision", decisions.macroPrecision());
        figures.put("recall", decisions.macroRecall());
        return figures;
    }

    /** Five figures of each label: {@code <full name>_<figure>}. */
    public Map<String, Double> figuresByLabel(Map<String, String> names) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int label = 0; label < counts.length; label++) {
            ConfusionCounts own = counts[label];
            String name = names.get(labels.get(label));
            figures.put(name + "_accuracy", own.accuracy());
            figures.put(name + "_hamming_distance", own.errors());
            figures.put(name + "_f1", own.f1());
            figures.put(name + "_precision", own.precision());
            figures.put(name + "_recall", own.recall());
        }
        return figures;
    }

    /** What was counted so far. */
    public State state() {
        return new State(windows, lossSum, weightedF1Sum, new ArrayList<>(List.of(counts)));
    }

    /** Goes on where others were. */
    public void resume(State state) {
        windows = state.windows();
        lossSum = state.lossSum();
        weightedF1Sum = state.weightedF1Sum();
        state.counts().toArray(counts);
    }
}

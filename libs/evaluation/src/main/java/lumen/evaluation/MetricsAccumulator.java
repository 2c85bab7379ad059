package lumen.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Compares predictions with the truth one example at a time and tells at any time how good they
 * are. Figures are those of scikit-learn with {@code zero_division=0}.
 *
 * <p>Memory: an exact accumulator keeps 4 bytes and a bit for each example and label, 4.6 MB for
 * 100,000 files and 11 labels. A bounded one takes 1 MiB for each label however many examples there
 * are, and rounds scores down to 1/65,536 for curves, areas and average precision; all else is
 * exact. Not safe for use by several threads.
 */
public final class MetricsAccumulator {
    private static final int CALIBRATION_BINS = 10;
    private static final int HISTOGRAM_BINS = 20;
    private static final int EXAMPLE_BINS = 10;

    private final List<String> labels;
    private final double[] thresholds;
    private final LabelScores scores;
    private final ConfusionCounts[] counts;
    private final long[][] cooccurrence;
    private final ScoreBins.Filling[] reliability;
    private final ScoreBins.Filling[] histograms;
    private final ScoreBins.Filling allReliability = new ScoreBins.Filling(CALIBRATION_BINS);
    private final double[] squaredErrors;
    private final Map<ExampleFigure, long[]> exampleHistograms = new EnumMap<>(ExampleFigure.class);
    private final Map<ExampleFigure, Double> exampleSums = new EnumMap<>(ExampleFigure.class);
    private long examples;
    private long allRight;
    private double rankingSum;

    private MetricsAccumulator(List<String> labels, double[] thresholds, LabelScores scores) {
        if (labels.isEmpty() || labels.size() != thresholds.length) {
            throw new IllegalArgumentException(
                    labels.size() + " labels and " + thresholds.length + " thresholds");
        }
        this.labels = List.copyOf(labels);
        this.thresholds = thresholds.clone();
        this.scores = scores;
        int size = labels.size();
        counts = new ConfusionCounts[size];
        Arrays.fill(counts, ConfusionCounts.NONE);
        cooccurrence = new long[size][size];
        reliability = bins(size, CALIBRATION_BINS);
        histograms = bins(size, HISTOGRAM_BINS);
        squaredErrors = new double[size];
        for (ExampleFigure figure : ExampleFigure.values()) {
            exampleHistograms.put(figure, new long[EXAMPLE_BINS]);
            exampleSums.put(figure, 0.0);
        }
    }

    /**
     * An accumulator that keeps every score: for files.
     *
     * @param labels the labels' codes
     * @param thresholds {@code [labels]}; a label is recognised when its score reaches it
     */
    public static MetricsAccumulator exact(List<String> labels, double[] thresholds) {
        return new MetricsAccumulator(labels, thresholds, new LabelScores.Exact(labels.size()));
    }

    /**
     * An accumulator whose memory does not grow: for the windows of many or long files.
     *
     * @param labels the labels' codes
     * @param thresholds {@code [labels]}; a label is recognised when its score reaches it
     */
    public static MetricsAccumulator bounded(List<String> labels, double[] thresholds) {
        return new MetricsAccumulator(labels, thresholds, new LabelScores.Binned(labels.size()));
    }

    private static ScoreBins.Filling[] bins(int labels, int bins) {
        ScoreBins.Filling[] all = new ScoreBins.Filling[labels];
        Arrays.setAll(all, label -> new ScoreBins.Filling(bins));
        return all;
    }

    /**
     * Adds an example.
     *
     * @param exampleScores {@code [labels]}, from 0 to 1
     * @param truth {@code [labels]}, 1 where the label is there and 0 elsewhere
     * @throws IllegalArgumentException if a score is not from 0 to 1
     */
    public void add(float[] exampleScores, float[] truth) {
        check(exampleScores, truth);
        scores.add(exampleScores, truth);
        ConfusionCounts decisions = ConfusionCounts.NONE;
        for (int label = 0; label < thresholds.length; label++) {
            boolean there = truth[label] >= 0.5f;
            boolean recognised = recognised(exampleScores, label);
            counts[label] = counts[label].plus(there, recognised);
            decisions = decisions.plus(there, recognised);
            reliability[label].add(exampleScores[label], there);
            histograms[label].add(exampleScores[label], there);
            allReliability.add(exampleScores[label], there);
            double error = exampleScores[label] - (there ? 1 : 0);
            squaredErrors[label] += error * error;
            for (int other = 0; there && other < thresholds.length; other++) {
                cooccurrence[label][other] += recognised(exampleScores, other) ? 1 : 0;
            }
        }
        examples++;
        allRight += decisions.falsePositives() + decisions.falseNegatives() == 0 ? 1 : 0;
        rankingSum += rankingPrecision(exampleScores, truth);
        for (ExampleFigure figure : ExampleFigure.values()) {
            double value = figure.of(decisions);
            exampleSums.merge(figure, value, Double::sum);
            exampleHistograms
                    .get(figure)[Math.min(EXAMPLE_BINS - 1, (int) (value * EXAMPLE_BINS))]++;
        }
    }

    private boolean recognised(float[] exampleScores, int label) {
        return exampleScores[label] >= thresholds[label];
    }

    private void check(float[] exampleScores, float[] truth) {
        if (exampleScores.length != thresholds.length || truth.length != thresholds.length) {
            throw new IllegalArgumentException(
                    "%d scores and %d truths for %d labels"
                            .formatted(exampleScores.length, truth.length, thresholds.length));
        }
        for (float score : exampleScores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("score " + score + " is not in 0..1");
            }
        }
    }

    /** The example's term of scikit-learn's {@code label_ranking_average_precision_score}. */
    static double rankingPrecision(float[] scores, float[] truth) {
        int there = 0;
        double sum = 0;
        for (int label = 0; label < scores.length; label++) {
            if (truth[label] < 0.5f) {
                continue;
            }
            there++;
            int rank = 0;
            int hits = 0;
            for (int other = 0; other < scores.length; other++) {
                if (scores[other] >= scores[label]) {
                    rank++;
                    hits += truth[other] >= 0.5f ? 1 : 0;
                }
            }
            sum += (double) hits / rank;
        }
        return there == 0 || there == scores.length ? 1 : sum / there;
    }

    /** How many examples were added. */
    public long examples() {
        return examples;
    }

    /** The labels' codes. */
    public List<String> labels() {
        return labels;
    }

    /** The thresholds, {@code [labels]}. */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /** Every score, for the bootstrap. */
    LabelScores.Exact exactScores() {
        return switch (scores) {
            case LabelScores.Exact exact -> exact;
            case LabelScores.Binned _ ->
                    throw new IllegalArgumentException(
                            "an evaluation of bounded memory does not keep the scores");
        };
    }

    /** The examples of one label by their scores, for curves. */
    public ScoreRanking ranking(int label) {
        return scores.ranking(label);
    }

    /** The ROC curve of each label. */
    public List<RocCurve> rocCurves() {
        List<RocCurve> curves = new ArrayList<>();
        for (int label = 0; label < thresholds.length; label++) {
            curves.add(RocCurve.of(ranking(label)));
        }
        return curves;
    }

    /** The precision-recall curve of each label. */
    public List<PrecisionRecallCurve> precisionRecallCurves() {
        List<PrecisionRecallCurve> curves = new ArrayList<>();
        for (int label = 0; label < thresholds.length; label++) {
            curves.add(PrecisionRecallCurve.of(ranking(label)));
        }
        return curves;
    }

    /** How good the predictions are; figures of no examples are 0. */
    public EvaluationReport report() {
        List<LabelReport> reports = new ArrayList<>();
        for (int label = 0; label < thresholds.length; label++) {
            ScoreRanking ranking = ranking(label);
            reports.add(
                    new LabelReport(
                            labels.get(label),
                            thresholds[label],
                            counts[label],
                            ranking.averagePrecision(),
                            ranking.rocArea(),
                            new Calibration(
                                    reliability[label].done(), perExample(squaredErrors[label])),
                            histograms[label].done()));
        }
        Calibration calibration =
                new Calibration(
                        allReliability.done(),
                        perExample(Arrays.stream(squaredErrors).average().orElseThrow()));
        Map<ExampleFigure, List<Long>> histogramsByFigure = new EnumMap<>(ExampleFigure.class);
        exampleHistograms.forEach(
                (figure, bins) ->
                        histogramsByFigure.put(figure, Arrays.stream(bins).boxed().toList()));
        return new EvaluationReport(
                examples,
                figures(reports, calibration),
                reports,
                Arrays.stream(cooccurrence)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                calibration,
                histogramsByFigure);
    }

    private Map<Figure, Double> figures(List<LabelReport> reports, Calibration calibration) {
        Map<Figure, Double> figures =
                DecisionFigures.of(new MultilabelMetrics(labels, List.of(counts)));
        figures.put(Figure.SUBSET_ACCURACY, perExample((double) allRight));
        figures.put(Figure.EXAMPLE_PRECISION, perExample(exampleSums.get(ExampleFigure.PRECISION)));
        figures.put(Figure.EXAMPLE_RECALL, perExample(exampleSums.get(ExampleFigure.RECALL)));
        figures.put(Figure.EXAMPLE_F1, perExample(exampleSums.get(ExampleFigure.F1)));
        figures.put(Figure.LABEL_RANKING_AVERAGE_PRECISION, perExample(rankingSum));
        figures.put(
                Figure.MEAN_AVERAGE_PRECISION,
                reports.stream()
                        .mapToDouble(LabelReport::averagePrecision)
                        .average()
                        .orElseThrow());
        OptionalDouble area =
                reports.stream()
                        .map(LabelReport::rocArea)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .average();
        area.ifPresent(mean -> figures.put(Figure.MACRO_ROC_AUC, mean));
        figures.put(Figure.EXPECTED_CALIBRATION_ERROR, calibration.expectedError());
        figures.put(Figure.BRIER_SCORE, calibration.brierScore());
        return figures;
    }

    private double perExample(double sum) {
        return examples == 0 ? 0 : sum / examples;
    }
}

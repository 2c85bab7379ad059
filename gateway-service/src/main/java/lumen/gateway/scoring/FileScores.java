package lumen.gateway.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.contracts.rest.Prediction.Segment;
import lumen.contracts.topic.PredictionMessage.WindowScores;

/**
 * What the scores of all windows of one file say.
 *
 * <p>Scores are rounded to six decimals before they are compared with a threshold, so that whoever
 * compares the numbers they are told comes to the same labels.
 *
 * @param recognised the labels whose score reaches their threshold, in the rule's order
 * @param scores each label's score, in the rule's order
 * @param timeline when each recognised label is heard, by start, then in the rule's order
 */
public record FileScores(
        List<String> recognised, Map<String, Double> scores, List<Segment> timeline) {
    private static final double DECIMALS = 1e6;

    /**
     * Aggregates the windows and merges consecutive ones that reach a label's threshold.
     *
     * @param windows all windows of the file in order of time, at least one, each with a score from
     *     0 to 1 for each label of the rule
     * @throws IllegalArgumentException if there is no window, or one whose scores do not fit
     */
    public static FileScores of(List<WindowScores> windows, DecisionRule rule) {
        requireFit(windows, rule);
        List<String> recognised = new ArrayList<>();
        Map<String, Double> scores = new LinkedHashMap<>();
        List<Segment> timeline = new ArrayList<>();
        for (int label = 0; label < rule.labels().size(); label++) {
            double score =
                    switch (rule.aggregation()) {
                        case MAX -> max(windows, label);
                        case MEAN -> mean(windows, label);
                    };
            scores.put(rule.labels().get(label), score);
            if (score >= rule.threshold(label)) {
                recognised.add(rule.labels().get(label));
                addSegments(windows, rule, label, timeline);
            }
        }
        timeline.sort(Comparator.comparingDouble(Segment::start));
        return new FileScores(recognised, scores, timeline);
    }

    private static void requireFit(List<WindowScores> windows, DecisionRule rule) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("there is no window");
        }
        for (WindowScores window : windows) {
            if (window.scores().length != rule.labels().size()) {
                throw new IllegalArgumentException(
                        "%d scores for %d labels"
                                .formatted(window.scores().length, rule.labels().size()));
            }
            for (float score : window.scores()) {
                if (!(score >= 0 && score <= 1)) {
                    throw new IllegalArgumentException("not a score from 0 to 1: " + score);
                }
            }
        }
    }

    private static double max(List<WindowScores> windows, int label) {
        float highest = 0;
        for (WindowScores window : windows) {
            highest = Math.max(highest, window.scores()[label]);
        }
        return round(highest);
    }

    private static double mean(List<WindowScores> windows, int label) {
        double sum = 0;
        for (WindowScores window : windows) {
            sum += window.scores()[label];
        }
        return round(sum / windows.size());
    }

    private static void addSegments(
            List<WindowScores> windows, DecisionRule rule, int label, List<Segment> timeline) {
        Segment open = null;
        for (WindowScores window : windows) {
            double score = round(window.scores()[label]);
            if (score >= rule.threshold(label)) {
                open =
                        open == null
                                ? new Segment(
                                        rule.labels().get(label),
                                        window.start(),
                                        window.end(),
                                        score)
                                : new Segment(
                                        open.label(),
                                        open.start(),
                                        Math.max(open.end(), window.end()),
                                        Math.max(open.score(), score));
            } else if (open != null) {
                timeline.add(open);
                open = null;
            }
        }
        if (open != null) {
            timeline.add(open);
        }
    }

    private static double round(double score) {
        return Math.rint(score * DECIMALS) / DECIMALS;
    }
}

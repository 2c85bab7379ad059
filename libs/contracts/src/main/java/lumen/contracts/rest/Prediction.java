package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import lumen.contracts.topic.PredictionMessage.WindowScores;

/**
 * What is heard in one file.
 *
 * @param modelVersion the version of the model that computed the scores
 * @param durationSeconds the file's duration
 * @param labels the labels whose score reaches their threshold, in the model's order
 * @param scores a score from 0 to 1 for each label, in the model's order
 * @param thresholds the threshold that each score was compared with
 * @param timeline when each recognised label is heard
 * @param windows the scores of each window, given on request; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
        String model,
        String modelVersion,
        double durationSeconds,
        List<String> labels,
        Map<String, Double> scores,
        Map<String, Double> thresholds,
        List<Segment> timeline,
        List<WindowScores> windows) {

    /**
     * A stretch of time in which a label is heard: consecutive windows whose score reaches the
     * label's threshold.
     *
     * @param start seconds from the beginning of the file
     * @param end seconds from the beginning, exclusive
     * @param score the highest score of the windows
     */
    public record Segment(String label, double start, double end, double score) {}

    /** The same prediction without the scores of the windows. */
    public Prediction withoutWindows() {
        return new Prediction(
                model, modelVersion, durationSeconds, labels, scores, thresholds, timeline, null);
    }
}

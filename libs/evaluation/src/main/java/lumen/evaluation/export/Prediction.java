package lumen.evaluation.export;

import java.util.List;

/**
 * What was predicted for a file.
 *
 * @param file its name
 * @param scores one for each label, from 0 to 1
 * @param recognised for each label, whether its score reaches the threshold
 * @param truth for each label, whether it is there; empty when that is not known
 */
public record Prediction(
        String file, List<Float> scores, List<Boolean> recognised, List<Boolean> truth) {
    public Prediction {
        scores = List.copyOf(scores);
        recognised = List.copyOf(recognised);
        truth = List.copyOf(truth);
        if (recognised.size() != scores.size()
                || (!truth.isEmpty() && truth.size() != scores.size())) {
            throw new IllegalArgumentException("lists of different lengths");
        }
    }
}

package lumen.inference.scoring;

import lumen.model.file.ModelDescription;

/**
 * What a model says of some windows.
 *
 * @param model the version that computed them
 * @param logits one row for each window, one column for each label
 */
public record Scored(ModelDescription model, float[][] logits) {
    /** The sigmoid of the logits: scores from 0 to 1. */
    public float[][] scores() {
        float[][] scores = new float[logits.length][];
        for (int window = 0; window < scores.length; window++) {
            float[] row = logits[window].clone();
            for (int label = 0; label < row.length; label++) {
                row[label] = (float) (1 / (1 + Math.exp(-(double) row[label])));
            }
            scores[window] = row;
        }
        return scores;
    }
}

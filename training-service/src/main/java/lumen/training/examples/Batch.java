package lumen.training.examples;

/**
 * Examples that are learnt from in one step.
 *
 * @param features {@code [examples, n_mels, window_frames]}, row-major
 * @param targets {@code [examples, labels]}, 0 or 1
 * @param examples number of examples
 */
public record Batch(float[] features, float[] targets, int examples) {}

package lumen.training.data;

import java.util.List;

/**
 * Samples that are learnt from in one step: the windows of the first sample, then those of the
 * second, and so on.
 *
 * @param features {@code [windows, rows, frames]}, row-major
 * @param targets {@code [windows, labels]}: each window has the labels of its sample
 * @param windows number of windows
 * @param windowsOfFile how many of them each sample has
 * @param sampleIds the samples' names, in the same order
 */
public record Batch(
        float[] features,
        float[] targets,
        int windows,
        int[] windowsOfFile,
        List<String> sampleIds) {
    public Batch {
        sampleIds = List.copyOf(sampleIds);
    }
}

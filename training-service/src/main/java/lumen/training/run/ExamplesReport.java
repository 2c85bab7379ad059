package lumen.training.run;

import java.util.List;

/**
 * Examples as the network sees them, augmented: some of an epoch's first batch.
 *
 * @param epoch counted from 0
 * @param step finished steps of the whole run
 * @param rows rows of a window, such as mel bands
 * @param frames columns of a window
 * @param examples the examples
 */
public record ExamplesReport(int epoch, long step, int rows, int frames, List<Example> examples) {
    /**
     * The first window of a sample.
     *
     * @param id the sample's
     * @param labels codes of its labels
     * @param values {@code [rows, frames]}, row-major, lowest row first
     */
    public record Example(String id, List<String> labels, float[] values) {
        public Example {
            labels = List.copyOf(labels);
        }
    }

    public ExamplesReport {
        examples = List.copyOf(examples);
    }
}

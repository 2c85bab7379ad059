package lumen.evaluation.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * Predictions as the MIREX task of audio tag classification takes them: lines of fields separated
 * by tabs. Tabs and line ends in a file's name become spaces.
 */
public final class PredictionsMirex implements PredictionWriter {
    /** Which of the task's two files. */
    public enum Form {
        /** {@code file TAB label TAB score} for every file and label. */
        AFFINITY,
        /** {@code file TAB label} for every label that was recognised. */
        RELEVANCE
    }

    private final Writer target;
    private final List<String> labels;
    private final Form form;

    /**
     * A writer of one of the files.
     *
     * @param labels the labels' names or codes, in the order of the predictions' lists
     */
    public PredictionsMirex(Writer target, List<String> labels, Form form) {
        this.target = target;
        this.labels = List.copyOf(labels);
        this.form = form;
    }

    @Override
    public void write(Prediction prediction) throws IOException {
        String file = prediction.file().replaceAll("[\\t\\r\\n]", " ");
        for (int label = 0; label < labels.size(); label++) {
            switch (form) {
                case AFFINITY ->
                        target.write(
                                String.format(
                                        Locale.ROOT,
                                        "%s\t%s\t%s\n",
                                        file,
                                        labels.get(label),
                                        prediction.scores().get(label)));
                case RELEVANCE -> {
                    if (prediction.recognised().get(label)) {
                        target.write(file + "\t" + labels.get(label) + "\n");
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}

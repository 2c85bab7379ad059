package lumen.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.content.Duplicates;
import lumen.datasets.content.Duplicates.Comparison;

/**
 * The files of one or more datasets, read as they are needed, in a fixed order: as the datasets
 * were named, within a table by row, within a tree by path. What is wrong with a single file goes
 * to a {@link FaultSink}, and the file is left out; so is a file that was there before.
 *
 * <p>Memory: at most 10,000 names for each level of directories, and what {@link Comparison} says.
 * Not safe for use by several threads.
 */
public final class DatasetStream implements AutoCloseable {
    private final Deque<DatasetPath> waiting;
    private final LabelSet labelSet;
    private final FaultSink faults;
    private final Duplicates duplicates;
    private final OpenMicLabels openMic;
    private DatasetPath dataset;
    private FileSource source;
    private long found;

    private DatasetStream(
            List<DatasetPath> paths,
            LabelSet labelSet,
            FaultSink faults,
            Comparison comparison,
            OpenMicLabels openMic) {
        this.openMic = openMic;
        this.waiting = new ArrayDeque<>(paths);
        this.labelSet = labelSet;
        this.faults = faults;
        this.duplicates = new Duplicates(comparison);
    }

    /**
     * Opens the first of several datasets; a file is there before when it is the same file, by
     * whatever links.
     *
     * @param labelSet the labels that the files may have; without use for datasets without labels
     * @param faults takes what is wrong
     * @throws DatasetException when the dataset is missing or is no dataset of its type
     */
    public static DatasetStream open(List<DatasetPath> paths, LabelSet labelSet, FaultSink faults)
            throws DatasetException {
        return open(paths, labelSet, faults, Comparison.SAME_FILE);
    }

    /**
     * Opens the first of several datasets.
     *
     * @param labelSet the labels that the files may have; without use for datasets without labels
     * @param faults takes what is wrong
     * @param comparison when a file counts as a duplicate
     * @throws DatasetException when the dataset is missing or is no dataset of its type
     */
    public static DatasetStream open(
            List<DatasetPath> paths, LabelSet labelSet, FaultSink faults, Comparison comparison)
            throws DatasetException {
        return open(paths, labelSet, faults, comparison, OpenMicLabels.usual());
    }

    /**
     * Opens the first of several datasets.
     *
     * @param labelSet the labels that the files may have; without use for datasets without labels
     * @param faults takes what is wrong
     * @param comparison when a file counts as a duplicate
     * @param openMic what the rows of OpenMIC mean
     * @throws DatasetException when the dataset is missing or is no dataset of its type
     */
    public static DatasetStream open(
            List<DatasetPath> paths,
            LabelSet labelSet,
            FaultSink faults,
            Comparison comparison,
            OpenMicLabels openMic)
            throws DatasetException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no datasets");
        }
        DatasetStream stream = new DatasetStream(paths, labelSet, faults, comparison, openMic);
        stream.openNext();
        return stream;
    }

    private void openNext() throws DatasetException {
        dataset = waiting.remove();
        found = 0;
        source =
                switch (dataset.type()) {
                    case IRMAS_TRAIN, IRMAS_TEST -> new TreeSource(dataset, labelSet, faults);
                    case CSV -> new TableSource(dataset, labelSet, faults);
                    case OPENMIC -> new OpenMicSource(dataset.path(), openMic, labelSet, faults);
                    case INFERENCE ->
                            dataset.path().toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                                    ? new TableSource(dataset, labelSet, faults)
                                    : new TreeSource(dataset, labelSet, faults);
                };
    }

    /**
     * The next file.
     *
     * @return null after the last
     * @throws DatasetException when a fault is not put up with, or a dataset has no files at all
     */
    public AudioFile next() throws DatasetException {
        while (true) {
            AudioFile file = source.next();
            if (file == null) {
                if (found == 0) {
                    throw new DatasetException("%s: there are no audio files".formatted(dataset));
                }
                if (waiting.isEmpty()) {
                    return null;
                }
                source.close();
                openNext();
            } else {
                found++;
                if (isNew(file)) {
                    return file;
                }
            }
        }
    }

    private boolean isNew(AudioFile file) throws DatasetException {
        try {
            Path first = duplicates.add(file.path());
            if (first == null) {
                return true;
            }
            faults.report(
                    new DatasetFault(
                            Kind.DUPLICATE,
                            file.place(),
                            "the audio of %s was there before%s"
                                    .formatted(
                                            file.name(),
                                            first.equals(file.path()) ? "" : ", as " + first)));
        } catch (IOException e) {
            faults.report(
                    new DatasetFault(
                            Kind.UNREADABLE,
                            file.place(),
                            "%s cannot be read: %s".formatted(file.name(), e.getMessage())));
        }
        return false;
    }

    @Override
    public void close() throws DatasetException {
        source.close();
    }
}

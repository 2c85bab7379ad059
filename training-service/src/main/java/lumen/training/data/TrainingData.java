package lumen.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelOverrides;
import lumen.datasets.LabelSet;
import lumen.datasets.LeakCheck;
import lumen.datasets.split.Split;
import lumen.recipe.Recipe;

/**
 * The datasets of a run. No file is in two of them.
 *
 * @param train what is learnt from
 * @param validation what chooses the best weights, the aggregation and the thresholds; without
 *     files when validation is skipped
 * @param test what judges in the end; equal to {@code validation} when nothing else was named
 */
public record TrainingData(Dataset train, Dataset validation, Dataset test) {
    private static final double VALIDATION_SHARE = 0.2;

    /**
     * Reads the datasets.
     *
     * @param seed decides which files are drawn and how the training data is divided
     * @throws DatasetException when a dataset is missing, empty or at fault, or shares a file with
     *     another
     */
    public static TrainingData read(Recipe.Data data, long seed) throws DatasetException {
        LabelSet labels =
                data.labels().isEmpty()
                        ? LabelDiscovery.labels(data.trainPaths())
                        : LabelSet.ofCodes(data.labels());
        Dataset train =
                drawn(data.trainPaths(), labels, data.datasetFraction(), seed)
                        .with(LabelOverrides.read(data.overrideTables(), labels));
        Dataset validation;
        if (data.trainOnlyDataset()) {
            Split split = Split.bySong(train, VALIDATION_SHARE, seed);
            train = split.train();
            validation = split.test();
            requireFiles(train, "four fifths of the training data");
            requireFiles(validation, "a fifth of the training data");
        } else {
            validation = drawn(data.validationPaths(), labels, data.datasetFraction(), seed);
            requireDisjoint("training and validation", train, validation);
        }
        if (data.testPaths().isEmpty()) {
            return new TrainingData(train, validation, validation);
        }
        Dataset test = drawn(data.testPaths(), labels, data.datasetFraction(), seed);
        requireDisjoint("training and test", train, test);
        return new TrainingData(train, validation, test);
    }

    /** No dataset named, no files. */
    private static Dataset drawn(
            List<DatasetPath> paths, LabelSet labels, double fraction, long seed)
            throws DatasetException {
        if (paths.isEmpty()) {
            return new Dataset(labels, List.of());
        }
        for (DatasetPath path : paths) {
            if (!path.type().labelled()) {
                throw new DatasetException(
                        "%s has no labels: it is of no use in training".formatted(path));
            }
        }
        Dataset all = Dataset.read(paths, labels);
        Dataset drawn = fraction == 1 ? all : all.fraction(fraction, seed);
        requireFiles(drawn, "a share of %s of %s".formatted(fraction, paths));
        return drawn;
    }

    private static void requireFiles(Dataset dataset, String what) throws DatasetException {
        if (dataset.files().isEmpty()) {
            throw new DatasetException(what + " has no file");
        }
    }

    private static void requireDisjoint(String which, Dataset first, Dataset second)
            throws DatasetException {
        try {
            first.requireDisjoint(second);
        } catch (DatasetException e) {
            throw new DatasetException("%s: %s".formatted(which, e.getMessage()), e);
        }
    }

    /** The labels of the run, in the order of the model's outputs. */
    public LabelSet labels() {
        return train.labelSet();
    }

    /** Whether the test phase uses the validation data again. */
    public boolean testIsValidation() {
        return test.equals(validation);
    }

    /** How many files of the training data have each label, in the order of the labels. */
    public int[] trainCounts() {
        Map<String, Integer> counts = train.counts();
        return labels().codes().stream().mapToInt(code -> counts.getOrDefault(code, 0)).toArray();
    }

    /** The hash of each dataset, see {@link Dataset#fingerprint}. */
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("train", train.fingerprint());
        fingerprints.put("validation", validation.fingerprint());
        fingerprints.put(
                "test", testIsValidation() ? fingerprints.get("validation") : test.fingerprint());
        return fingerprints;
    }

    /** How many songs, told by file names, are both learnt from and validated with. */
    public int sharedSongs() {
        try {
            return LeakCheck.leaks(train, validation, LeakCheck.Kind.SONG).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

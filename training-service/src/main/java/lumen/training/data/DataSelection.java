package lumen.training.data;

import java.nio.file.Path;
import java.util.List;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelSet;

/**
 * Which datasets a run uses and how.
 *
 * @param trainPaths what is learnt from
 * @param validationPaths what chooses; must be empty when {@code trainOnlyDataset} is set
 * @param testPaths what judges in the end; when empty the validation data is used again
 * @param trainOnlyDataset whether a fifth of the training data, by song, becomes the validation
 *     data
 * @param datasetFraction share of the files of each dataset that is used, above 0 up to 1
 * @param overrideTables tables of labels that replace those of training files
 * @param labels codes of the labels; null for those of IRMAS, empty for those that the training
 *     data has
 */
public record DataSelection(
        List<DatasetPath> trainPaths,
        List<DatasetPath> validationPaths,
        List<DatasetPath> testPaths,
        boolean trainOnlyDataset,
        double datasetFraction,
        List<Path> overrideTables,
        List<String> labels) {
    public DataSelection {
        trainPaths = List.copyOf(trainPaths);
        validationPaths = List.copyOf(validationPaths);
        testPaths = List.copyOf(testPaths);
        overrideTables = List.copyOf(overrideTables);
        labels = labels == null ? null : List.copyOf(labels);
        if (!(datasetFraction > 0 && datasetFraction <= 1)) {
            throw new IllegalArgumentException(
                    "dataset_fraction must be above 0 and at most 1, not " + datasetFraction);
        }
        if (trainPaths.isEmpty()) {
            throw new IllegalArgumentException("there is no dataset to learn from");
        }
        if (validationPaths.isEmpty() != trainOnlyDataset) {
            throw new IllegalArgumentException(
                    "validation needs either datasets of its own or train_only_dataset");
        }
    }

    /**
     * The labels of the run.
     *
     * @throws DatasetException when they are to be found in the training data but cannot be
     */
    public LabelSet labelSet() throws DatasetException {
        if (labels == null) {
            return LabelSet.irmas();
        }
        return labels.isEmpty() ? LabelDiscovery.labels(trainPaths) : LabelSet.ofCodes(labels);
    }
}

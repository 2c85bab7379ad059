package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetType;

/** Finds the labelled files of the datasets that a TEST job names. */
@ApplicationScoped
public class TestDatasets {
    private final DataRoots roots;

    TestDatasets(DataRoots roots) {
        this.roots = roots;
    }

    /**
     * The files, found as the stream is read; an entry with a fault is refused alone. Close the
     * stream.
     *
     * @param datasets as {@code TYPE:PATH}
     * @param labels the labels that the files may have
     * @throws LumenException NOTHING_TO_DO, DATASET_INVALID, DATASETS_MIXED, PATH_OUTSIDE_ROOTS,
     *     AUDIO_NOT_FOUND, DIRECTORY_WITHOUT_AUDIO, LIST_INVALID, PATH_NOT_SEARCHABLE
     */
    Stream<AudioSource> find(List<String> datasets, List<String> labels) {
        DatasetFiles files = new DatasetFiles(check(datasets), labels, roots);
        return ServerPaths.stream(files).onClose(files::close);
    }

    /**
     * The datasets, each of which exists and may be read.
     *
     * @throws LumenException NOTHING_TO_DO, DATASET_INVALID, DATASETS_MIXED, PATH_OUTSIDE_ROOTS,
     *     AUDIO_NOT_FOUND
     */
    public List<DatasetPath> check(List<String> datasets) {
        if (datasets == null || datasets.isEmpty()) {
            throw new LumenException(ErrorCode.NOTHING_TO_DO, "The request names no dataset.");
        }
        List<DatasetPath> paths = datasets.stream().map(this::resolve).toList();
        long labelled = paths.stream().filter(path -> path.type().labelled()).count();
        if (labelled == 0) {
            throw new LumenException(
                    ErrorCode.DATASET_INVALID,
                    "No dataset has labels: submit them with kind PREDICT.");
        }
        if (labelled < paths.size()) {
            throw new LumenException(
                    ErrorCode.DATASETS_MIXED,
                    "%d of %d datasets have no labels."
                            .formatted(paths.size() - labelled, paths.size()));
        }
        return paths;
    }

    /**
     * A dataset that exists and may be read, by its real path.
     *
     * @param text {@code TYPE:PATH}
     * @throws LumenException DATASET_INVALID, PATH_OUTSIDE_ROOTS, AUDIO_NOT_FOUND,
     *     PATH_NOT_SEARCHABLE
     */
    public DatasetPath resolve(String text) {
        try {
            DatasetPath named = DatasetPath.parse(text);
            Path real = roots.resolve(named.path().toString());
            requireFit(named.type(), real);
            return new DatasetPath(named.type(), real);
        } catch (DatasetException e) {
            throw new LumenException(ErrorCode.DATASET_INVALID, e.getMessage() + ".", e);
        }
    }

    private static void requireFit(DatasetType type, Path path) {
        boolean directory = Files.isDirectory(path);
        boolean fits =
                switch (type) {
                    case IRMAS_TRAIN, IRMAS_TEST -> directory;
                    case CSV -> !directory;
                    case INFERENCE, OPENMIC -> true;
                };
        if (!fits) {
            throw new LumenException(
                    ErrorCode.PATH_NOT_SEARCHABLE,
                    directory
                            ? path + " is a directory; csv datasets are files."
                            : "Path that's not a directory has to be a .csv file");
        }
    }
}

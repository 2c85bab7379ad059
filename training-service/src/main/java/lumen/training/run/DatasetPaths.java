package lumen.training.run;

import java.util.ArrayList;
import java.util.List;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;

/** Reads the dataset options of the commands. */
final class DatasetPaths {
    private DatasetPaths() {}

    /**
     * Parses {@code TYPE:PATH} for each.
     *
     * @throws DatasetException when a type is unknown
     */
    static List<DatasetPath> parse(List<String> texts) throws DatasetException {
        List<DatasetPath> paths = new ArrayList<>();
        for (String text : texts) {
            paths.add(DatasetPath.parse(text));
        }
        return paths;
    }
}

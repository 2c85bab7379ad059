package lumen.gateway.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.gateway.store.JobEntity;

/**
 * What the files of a job's results are called: the model and the datasets, as in {@code
 * mobilenet-v3-large__pred__irmas_test}.
 */
final class RunName {
    private static final int MOST_CHARACTERS = 120;
    private static final int PATH_NAMES = 2;
    private static final String ROOT = "root";

    private RunName() {}

    static String of(JobEntity job) {
        List<String> names = new ArrayList<>();
        for (String dataset : job.datasets == null ? List.<String>of() : job.datasets) {
            Path path = Path.of(dataset.substring(dataset.indexOf(':') + 1));
            int count = path.getNameCount();
            names.add(
                    count == 0
                            ? ROOT
                            : path.subpath(Math.max(0, count - PATH_NAMES), count).toString());
        }
        String name =
                (job.modelId + (names.isEmpty() ? "" : "__pred__" + String.join("_", names)))
                        .replaceAll("[^\\p{L}\\p{N}._+-]", "_");
        return name.length() <= MOST_CHARACTERS ? name : name.substring(0, MOST_CHARACTERS);
    }
}

package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;

/** Finds the files that a job on the server means, in an order that never changes. */
@ApplicationScoped
public class FilesOnServer {
    private final ServerPaths serverPaths;
    private final TestDatasets datasets;

    FilesOnServer(ServerPaths serverPaths, TestDatasets datasets) {
        this.serverPaths = serverPaths;
        this.datasets = datasets;
    }

    /**
     * The files, found as the stream is read. That each path exists and may be read is checked at
     * once. Close the stream.
     *
     * @param paths as in {@link Submission.OnServer}
     * @param labels the model's labels
     * @throws LumenException whatever {@link ServerPaths} and {@link TestDatasets} refuse
     */
    Stream<AudioSource> find(JobKind kind, List<String> paths, List<String> labels) {
        return switch (kind) {
            case PREDICT -> serverPaths.find(paths, ServerPaths.Accept.FILES_DIRECTORIES_AND_LISTS);
            case TEST -> datasets.find(paths, labels);
            case TRAIN ->
                    throw new IllegalArgumentException("training runs have no files of their own");
        };
    }
}

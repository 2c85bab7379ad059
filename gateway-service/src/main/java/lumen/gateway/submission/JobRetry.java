package lumen.gateway.submission;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.gateway.store.ItemEntity;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;

/**
 * Submits the files of an ended job again, as a new job with the same model and thresholds. Uploads
 * must still be kept.
 */
@ApplicationScoped
public class JobRetry {
    /** Which items of a job. */
    public enum Items {
        /** Those that failed or were cancelled. */
        UNFINISHED,
        ALL
    }

    /** A file of the job that ended. */
    private record Earlier(String name, String uri) {
        Optional<Path> file() {
            return Optional.ofNullable(uri).map(URI::create).map(Path::of);
        }
    }

    private record EndedJob(
            JobKind kind,
            String model,
            Double threshold,
            boolean uploads,
            List<String> datasets,
            List<Earlier> items) {}

    private final JobSubmitter submitter;
    private final AudioStore store;

    JobRetry(JobSubmitter submitter, AudioStore store) {
        this.submitter = submitter;
        this.store = store;
    }

    /**
     * Submits a job again.
     *
     * @param items which of its items; a TEST job is always repeated as a whole
     * @return the new job
     * @throws LumenException JOB_NOT_FOUND, REQUEST_INVALID, NOTHING_TO_DO, KIND_NOT_SUPPORTED, and
     *     whatever {@link JobSubmitter#submit} refuses
     */
    public JobView retry(UUID id, Items items) {
        EndedJob ended = QuarkusTransaction.requiringNew().call(() -> read(id, items));
        if (ended.kind() != JobKind.TEST && ended.items().isEmpty()) {
            throw new LumenException(
                    ErrorCode.NOTHING_TO_DO, "Every file of the job was answered.");
        }
        return submitter.submit(
                new Submission(
                        ended.kind(),
                        ended.model(),
                        ended.threshold(),
                        Optional.empty(),
                        files(ended)));
    }

    private EndedJob read(UUID id, Items items) {
        JobEntity job = JobEntity.findById(id);
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        if (job.kind == JobKind.TRAIN) {
            throw new LumenException(
                    ErrorCode.KIND_NOT_SUPPORTED, "A training run is resumed, not retried.");
        }
        if (!job.life().state().ended()) {
            throw new LumenException(
                    ErrorCode.REQUEST_INVALID, "The job has not ended yet; cancel it first.");
        }
        JobModelEntity model = JobModelEntity.findById(id);
        List<ItemEntity> found =
                job.kind == JobKind.TEST
                        ? List.of()
                        : switch (items) {
                            case ALL -> ItemEntity.list("jobId = ?1 order by index", id);
                            case UNFINISHED ->
                                    ItemEntity.list(
                                            "jobId = ?1 and state <> ?2 order by index",
                                            id,
                                            State.SUCCEEDED);
                        };
        return new EndedJob(
                job.kind,
                job.modelId,
                common(model.thresholds),
                job.hasUploads,
                job.datasets,
                found.stream().map(item -> new Earlier(item.name, item.uri)).toList());
    }

    /** The threshold that all labels had; null if they differed, as a model's own usually do. */
    private static Double common(Map<String, Double> thresholds) {
        List<Double> different = thresholds.values().stream().distinct().toList();
        return different.size() == 1 ? different.getFirst() : null;
    }

    private Submission.Files files(EndedJob ended) {
        if (ended.kind() == JobKind.TEST) {
            return new Submission.OnServer(ended.datasets());
        }
        if (ended.uploads()) {
            return new Submission.Uploaded(job -> shared(job, ended.items()));
        }
        return new Submission.OnServer(
                ended.items().stream()
                        .map(item -> item.file().map(Path::toString).orElse(item.name()))
                        .toList());
    }

    private Stream<AudioSource> shared(UUID job, List<Earlier> items) {
        return IntStream.range(0, items.size())
                .mapToObj(index -> shared(job, index, items.get(index)));
    }

    private AudioSource shared(UUID job, int index, Earlier item) {
        Optional<Path> kept = item.file().filter(Files::isRegularFile);
        return kept.isEmpty()
                ? AudioSource.Refused.of(
                        item.name(),
                        ErrorCode.AUDIO_NOT_FOUND,
                        "The upload is not kept any more: send it again.")
                : new AudioSource.Found(item.name(), store.share(job, index, kept.get()), null);
    }
}

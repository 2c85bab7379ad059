package lumen.cli.predict;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.MultipartUpload;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.selection.AudioFile;
import lumen.cli.selection.Portion;
import lumen.cli.terminal.ProgressBar;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;

/**
 * Gets the answers for files: sends them in portions, each a job, follows the jobs and collects
 * their items. A few jobs are under way at once, so that the workers do not wait for uploads. When
 * the run ends early, for whatever reason, its jobs are cancelled.
 */
final class PredictionRun {
    private static final int FILES_PER_JOB = 100;
    private static final long BYTES_PER_JOB = 64L << 20;
    private static final int JOBS_AT_ONCE = 3;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE_AFTER_BREAK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LumenClient client;
    private final Map<String, String> fields;
    private final ProgressBar progress;
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private final List<FollowedJob> running = new ArrayList<>();
    private final BlockingQueue<JobView> news = new LinkedBlockingQueue<>();
    private final Duration patience;
    private ItemView[] answers = {};
    private long notBefore = System.nanoTime();
    private long lastAnswer = System.nanoTime();
    private boolean everAnswered;

    /**
     * @param fields what is asked, as the fields that go before the files
     */
    PredictionRun(LumenClient client, Map<String, String> fields, ProgressBar progress) {
        this(client, fields, progress, PATIENCE);
    }

    /**
     * @param patience how long a server that has answered before may be silent
     */
    PredictionRun(
            LumenClient client,
            Map<String, String> fields,
            ProgressBar progress,
            Duration patience) {
        this.client = client;
        this.fields = Map.copyOf(fields);
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * Files that go together, and the upload that carries them.
     *
     * @param broken how often the connection broke while they were sent
     */
    private record Submission(Portion portion, MultipartUpload upload, int broken) {
        Submission brokenOnceMore() {
            return new Submission(portion, upload, broken + 1);
        }
    }

    /**
     * Gets the answers.
     *
     * @return an ended item for each file, in the files' order, named as the user named the file
     */
    List<ItemView> answersFor(List<AudioFile> files)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        answers = new ItemView[files.size()];
        showProgress();
        for (Portion portion : Portion.of(files, FILES_PER_JOB, BYTES_PER_JOB)) {
            waiting.add(submission(portion));
        }
        try {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                boolean maySend = running.size() < JOBS_AT_ONCE && System.nanoTime() >= notBefore;
                if (maySend && !waiting.isEmpty()) {
                    send(waiting.removeFirst());
                } else {
                    listen();
                }
                showProgress();
            }
        } finally {
            cancelRunning();
        }
        return List.of(answers);
    }

    private Submission submission(Portion portion) {
        return new Submission(portion, new MultipartUpload(fields, portion.files()), 0);
    }

    private void send(Submission submission)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        if (settledUnreadable(submission.portion())) {
            return;
        }
        try {
            JobView job = client.submit(submission.upload());
            answered();
            running.add(
                    new FollowedJob(submission.portion(), job, client.follow(job.id(), news::add)));
        } catch (RequestRefusedException refusal) {
            answered();
            settle(submission, refusal);
        } catch (IOException failure) {
            if (settledUnreadable(submission.portion())) {
                return;
            }
            settleBroken(submission, failure);
        }
    }

    /**
     * What broke is sent again while there is hope. A server that closes the connection on one file
     * again and again, though it answers otherwise, does not want that file.
     */
    private void settleBroken(Submission submission, IOException failure)
            throws LumenUnavailableException {
        boolean notThere = failure instanceof ConnectException;
        if ((notThere && !everAnswered) || patienceIsOver()) {
            throw client.unavailable(failure);
        }
        Submission next = notThere ? submission : submission.brokenOnceMore();
        Portion portion = next.portion();
        if (next.broken() == ATTEMPTS && portion.files().size() == 1) {
            answers[portion.first()] =
                    failed(
                            portion.files().getFirst(),
                            Problem.of(
                                    ErrorCode.REQUEST_TOO_LARGE,
                                    "the server closed the connection while the file was sent, "
                                            + ATTEMPTS
                                            + " times"));
        } else {
            sendAgain(next, PAUSE_AFTER_BREAK);
        }
    }

    private void sendAgain(Submission submission, Duration pause) {
        waiting.addFirst(submission);
        notBefore = System.nanoTime() + pause.toNanos();
    }

    /** A refusal for a passing reason is waited out; one about a file is that file's answer. */
    private void settle(Submission submission, RequestRefusedException refusal)
            throws RequestRefusedException {
        Portion portion = submission.portion();
        switch (refusal.problem().code()) {
            case TOO_BUSY, UNAVAILABLE -> {
                progress.announce("waiting: " + refusal.getMessage());
                sendAgain(submission, refusal.retryAfter());
            }
            case AUDIO_EMPTY,
                    AUDIO_UNREADABLE,
                    AUDIO_TRUNCATED,
                    AUDIO_NOT_FINITE,
                    AUDIO_IMPLAUSIBLE,
                    AUDIO_TOO_LONG,
                    AUDIO_TOO_LARGE,
                    AUDIO_TIMEOUT,
                    AUDIO_DECODER_DIED,
                    UNSUPPORTED_CONTENT,
                    REQUEST_TOO_LARGE,
                    TOO_MANY_ITEMS -> {
                if (portion.files().size() == 1) {
                    answers[portion.first()] =
                            failed(portion.files().getFirst(), refusal.problem());
                } else {
                    for (Portion half : portion.halves().reversed()) {
                        waiting.addFirst(submission(half));
                    }
                }
            }
            default -> throw refusal;
        }
    }

    /**
     * Answers the files of a portion that cannot be read, and sends the others anew.
     *
     * @return whether there were any
     */
    private boolean settledUnreadable(Portion portion) {
        boolean allReadable =
                portion.files().stream().allMatch(file -> Files.isReadable(file.path()));
        if (allReadable) {
            return false;
        }
        for (int index = portion.files().size() - 1; index >= 0; index--) {
            AudioFile file = portion.files().get(index);
            int place = portion.first() + index;
            if (Files.isReadable(file.path())) {
                waiting.addFirst(submission(new Portion(place, List.of(file))));
            } else {
                answers[place] =
                        failed(
                                file,
                                Problem.of(
                                        ErrorCode.AUDIO_UNREADABLE,
                                        "this computer does not let you read it"));
            }
        }
        return true;
    }

    private void listen()
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView heard = news.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        for (FollowedJob job : List.copyOf(running)) {
            if (heard != null && heard.id().equals(job.id())) {
                job.hear(heard);
                answered();
            }
            try {
                if (job.mustBeAskedFor()) {
                    job.hear(client.job(job.id()));
                    answered();
                }
                if (job.latest().state().ended()) {
                    collect(job);
                }
            } catch (LumenUnavailableException silence) {
                if (patienceIsOver()) {
                    throw silence;
                }
                progress.announce("waiting for the server to come back");
            } catch (RequestRefusedException refusal) {
                boolean passing =
                        switch (refusal.problem().code()) {
                            case TOO_BUSY, UNAVAILABLE -> true;
                            default -> false;
                        };
                if (!passing || patienceIsOver()) {
                    throw refusal;
                }
            }
        }
    }

    private void collect(FollowedJob job)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        List<ItemView> items = client.items(job.id(), null);
        Portion portion = job.portion();
        for (ItemView item : items) {
            if (item.index() < portion.files().size() && item.state().ended()) {
                AudioFile file = portion.files().get(item.index());
                answers[portion.first() + item.index()] = named(item, file, job.latest());
            }
        }
        for (int index = 0; index < portion.files().size(); index++) {
            int place = portion.first() + index;
            if (answers[place] == null) {
                answers[place] = failed(portion.files().get(index), reason(job.latest()));
            }
        }
        job.close();
        running.remove(job);
    }

    private static ItemView named(ItemView item, AudioFile file, JobView job) {
        boolean unexplained = item.state() != State.SUCCEEDED && item.problem() == null;
        return new ItemView(
                item.id(),
                item.jobId(),
                item.index(),
                file.name(),
                item.state(),
                item.prediction(),
                unexplained ? reason(job) : item.problem(),
                item.truth(),
                item.createdAt(),
                item.endedAt());
    }

    private static Problem reason(JobView job) {
        if (job.problem() != null) {
            return job.problem();
        }
        return job.state() == State.CANCELLED
                ? Problem.of(ErrorCode.CANCELLED, "job " + job.id())
                : Problem.of(
                        ErrorCode.INTERNAL,
                        "job " + job.id() + " ended without this file's answer");
    }

    private static ItemView failed(AudioFile file, Problem problem) {
        Instant now = Instant.now();
        return new ItemView(
                null, null, 0, file.name(), State.FAILED, null, problem, null, now, now);
    }

    private void answered() {
        everAnswered = true;
        lastAnswer = System.nanoTime();
    }

    private boolean patienceIsOver() {
        return System.nanoTime() - lastAnswer > patience.toNanos();
    }

    private void showProgress() {
        long done = Arrays.stream(answers).filter(answer -> answer != null).count();
        for (FollowedJob job : running) {
            done += job.latest().items().ended();
        }
        progress.show(done, answers.length);
    }

    private void cancelRunning() throws InterruptedException {
        for (FollowedJob job : running) {
            job.close();
            try {
                client.cancel(job.id());
            } catch (LumenUnavailableException | RequestRefusedException endedOrGone) {
                // There is nothing left to cancel.
            }
        }
    }
}

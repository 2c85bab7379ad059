package lumen.cli.evaluate;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.rest.ServerEvents;
import lumen.cli.terminal.ProgressBar;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;

/** Runs a job on files that the server can read. When the run ends early, the job is cancelled. */
final class ServerJob {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LumenClient client;
    private final ProgressBar progress;

    ServerJob(LumenClient client, ProgressBar progress) {
        this.client = client;
        this.progress = progress;
    }

    /** Submits a job and waits for its end. */
    JobView run(JobRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView job = client.submit(request);
        BlockingQueue<JobView> news = new LinkedBlockingQueue<>();
        try (ServerEvents events = client.follow(job.id(), news::add)) {
            while (!job.state().ended()) {
                progress.show(job.items().ended(), job.items().total());
                JobView heard = news.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (heard != null) {
                    job = heard;
                } else if (events.ended()) {
                    job = client.job(job.id());
                }
            }
            progress.show(job.items().ended(), job.items().total());
            return job;
        } finally {
            if (!job.state().ended()) {
                cancel(job.id());
            }
        }
    }

    private void cancel(String id) throws InterruptedException {
        // The interruption that brought us here must not end this request as well.
        boolean interrupted = Thread.interrupted();
        try {
            client.cancel(id);
        } catch (LumenUnavailableException | RequestRefusedException endedOrGone) {
            // There is nothing left to cancel.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

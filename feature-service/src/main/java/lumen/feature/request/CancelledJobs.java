package lumen.feature.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;

/**
 * The jobs whose items need no work any more. Only the most recent ones are kept: forgetting one
 * costs some needless work, never a result, since the gateway has closed its items already.
 */
@ApplicationScoped
public class CancelledJobs {
    static final int CAPACITY = 10_000;

    private final LinkedHashSet<String> jobIds = new LinkedHashSet<>();

    /**
     * Remembers a cancelled job, and forgets the one cancelled longest ago when there are too many.
     */
    public synchronized void add(String jobId) {
        jobIds.addLast(jobId);
        if (jobIds.size() > CAPACITY) {
            jobIds.removeFirst();
        }
    }

    public synchronized boolean contains(String jobId) {
        return jobIds.contains(jobId);
    }
}

package lumen.inference.cancellation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;

/**
 * Remembers the jobs that were cancelled last. A job that was forgotten costs needless work and
 * nothing else: the gateway takes no predictions for items that it has closed.
 */
@ApplicationScoped
public class CancelledJobs {
    static final int CAPACITY = 10_000;

    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    /** Remembers a job, and forgets the oldest when there are too many. */
    public synchronized void add(String jobId) {
        ids.addLast(jobId);
        if (ids.size() > CAPACITY) {
            ids.removeFirst();
        }
    }

    public synchronized boolean contains(String jobId) {
        return ids.contains(jobId);
    }
}

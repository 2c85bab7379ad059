package lumen.feature.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import lumen.contracts.rest.State;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hears on the public topic {@code lumen.jobs} which jobs were cancelled. Every replica reads all
 * events from the moment it starts, so that each knows what to skip.
 */
@ApplicationScoped
public class CancellationConsumer {
    private static final Logger LOG = Logger.getLogger(CancellationConsumer.class);

    private final CancelledJobs cancelledJobs;
    private final ObjectMapper json;

    public CancellationConsumer(CancelledJobs cancelledJobs, ObjectMapper json) {
        this.cancelledJobs = cancelledJobs;
        this.json = json;
    }

    /**
     * Remembers the job if the event says that it was cancelled.
     *
     * @param event the JSON data of a job event; one that cannot be read is only logged, since all
     *     that it could spare us is needless work
     */
    @Incoming("jobs")
    public void consume(byte[] event) {
        if (event == null) {
            return;
        }
        try {
            JsonNode job = json.readTree(event);
            if (job.path("state").asText().equals(State.CANCELLED.name())) {
                String jobId = job.path("id").asText();
                cancelledJobs.add(jobId);
                LOG.debugf("job is cancelled job=%s", jobId);
            }
        } catch (IOException e) {
            LOG.warnf("a job event cannot be read: %s", e.getMessage());
        }
    }
}

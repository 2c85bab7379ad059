package lumen.inference.cancellation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import lumen.contracts.rest.State;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears of cancelled jobs on {@code lumen.jobs}; every replica reads every event. */
@ApplicationScoped
public class JobEventConsumer {
    private static final Logger LOG = Logger.getLogger(JobEventConsumer.class);

    private final CancelledJobs cancelled;
    private final ObjectMapper json;

    JobEventConsumer(CancelledJobs cancelled, ObjectMapper json) {
        this.cancelled = cancelled;
        this.json = json;
    }

    /** Notes a cancellation. An event that cannot be read is logged; it could only save work. */
    @Incoming("jobs")
    public void consume(byte[] event) {
        if (event == null) {
            return;
        }
        try {
            JsonNode job = json.readTree(event);
            if (State.CANCELLED.name().equals(job.path("state").asText())) {
                String id = job.path("id").asText();
                cancelled.add(id);
                LOG.infof("passing over the features of a cancelled job job=%s", id);
            }
        } catch (IOException e) {
            LOG.warnf("a job event cannot be read reason=%s", e.getMessage());
        }
    }
}

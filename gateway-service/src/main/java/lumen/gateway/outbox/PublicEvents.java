package lumen.gateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingRequest;
import lumen.gateway.store.JobModelEntity;
import lumen.model.file.FeatureElementType;

/**
 * Makes the messages that the gateway publishes. Those for the public are CloudEvents 1.0 in the
 * binary mode of the Kafka protocol binding; their data is what the REST API answers, byte for
 * byte.
 */
@ApplicationScoped
public class PublicEvents {
    /** The type of the event that tells of an item that has ended. */
    public static final String ITEM_ENDED = "lumen.item.ended.v1";

    /** The type of the event that tells of a job's new state. */
    public static final String JOB_CHANGED = "lumen.job.changed.v1";

    private static final String SOURCE = "/lumen/gateway";

    private final ObjectMapper json;

    PublicEvents(ObjectMapper json) {
        this.json = json;
    }

    /** An item has ended. */
    public OutboxMessage itemEnded(ItemView item) {
        return new OutboxMessage(
                UUID.fromString(item.jobId()),
                Topics.PREDICTIONS,
                item.id(),
                attributes(ITEM_ENDED, item.id(), item.endedAt(), item.id()),
                text(item));
    }

    /** A job is in a new state. */
    public OutboxMessage jobChanged(JobView job, Instant at) {
        return jobChanged(job, job.id() + "/" + job.state(), at);
    }

    /**
     * A training run's job is in a new state.
     *
     * @param resumptions how often the run was taken up again after its end: it may be in the same
     *     state more than once
     */
    public OutboxMessage jobChanged(JobView job, int resumptions, Instant at) {
        String id = job.id() + "/" + job.state();
        return jobChanged(job, resumptions == 0 ? id : id + "/" + resumptions, at);
    }

    private OutboxMessage jobChanged(JobView job, String eventId, Instant at) {
        return new OutboxMessage(
                UUID.fromString(job.id()),
                Topics.JOBS,
                job.id(),
                attributes(JOB_CHANGED, eventId, at, job.id()),
                text(job));
    }

    /** Asks the training-services for somebody who carries out a run. */
    public OutboxMessage trainingRequest(TrainingRequest request) {
        return new OutboxMessage(
                UUID.fromString(request.runId()),
                Topics.TRAINING_REQUESTS,
                request.runId(),
                Map.of(),
                text(request));
    }

    /** Tells whoever carries out a run how to end it. */
    public OutboxMessage trainingCommand(TrainingCommand command) {
        return new OutboxMessage(
                UUID.fromString(command.runId()),
                Topics.TRAINING_COMMANDS,
                command.runId(),
                Map.of(),
                text(command));
    }

    /** Asks feature-service for the features of an item. */
    public OutboxMessage featureRequest(UUID item, UUID job, JobModelEntity model, Path audio) {
        URI uri = audio.toUri();
        return new OutboxMessage(
                job,
                Topics.AUDIO,
                item.toString(),
                Map.of(),
                text(
                        new FeatureRequest(
                                item.toString(),
                                job.toString(),
                                model.modelId,
                                List.of(new AudioReference(uri)),
                                model.featureSpecification,
                                Topics.FEATURES,
                                elementType(model.featureElementType),
                                null)));
    }

    private static ElementType elementType(FeatureElementType wanted) {
        return switch (wanted) {
            case FLOAT32 -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
        };
    }

    private static Map<String, String> attributes(
            String type, String id, Instant time, String subject) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id,
                "ce_source", SOURCE,
                "ce_type", type,
                "ce_time", time.toString(),
                "ce_subject", subject,
                "content-type", "application/json");
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lumen's records are always JSON", e);
        }
    }
}

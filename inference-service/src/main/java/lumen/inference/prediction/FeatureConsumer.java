package lumen.inference.prediction;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.inference.cancellation.CancelledJobs;
import lumen.inference.operation.InferenceConfiguration;
import lumen.inference.operation.PartMetrics;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

/**
 * Takes feature tensors and gives predictions, many at a time, so that batches form across items
 * and jobs. A tensor is acknowledged only when the broker has acknowledged its prediction.
 *
 * <p>Records arrive as bytes and are decoded here: one that cannot be decoded goes to the
 * dead-letter topic byte for byte.
 */
@ApplicationScoped
public class FeatureConsumer {
    private static final Logger LOG = Logger.getLogger(FeatureConsumer.class);

    private final Predictor predictor;
    private final PartMetrics metrics;
    private final CancelledJobs cancelled;
    private final int partsInFlight;
    private final FeatureTensorSerializer.Reader reader = new FeatureTensorSerializer.Reader();

    FeatureConsumer(
            Predictor predictor,
            PartMetrics metrics,
            CancelledJobs cancelled,
            InferenceConfiguration configuration) {
        this.predictor = predictor;
        this.metrics = metrics;
        this.cancelled = cancelled;
        partsInFlight = configuration.partsInFlight();
    }

    /** The stream of predictions, not in the order of the tensors. */
    @Incoming("features")
    @Outgoing("prediction-parts")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Multi<Message<Record<String, PredictionMessage>>> consume(
            Multi<Message<byte[]>> records) {
        return records.onItem().transformToUni(this::predict).merge(partsInFlight);
    }

    private Uni<Message<Record<String, PredictionMessage>>> predict(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> origin = origin(message);
        FeatureTensor tensor;
        try {
            tensor =
                    reader.deserialize(
                            origin.getTopic(), origin.getHeaders(), message.getPayload());
        } catch (SerializationException e) {
            metrics.undecodable();
            LOG.errorf(
                    "record cannot be decoded, to the dead letters item=%s partition=%d offset=%d"
                            + " reason=%s",
                    origin.getKey(), origin.getPartition(), origin.getOffset(), e.getMessage());
            return Uni.createFrom()
                    .completionStage(() -> message.nack(e))
                    .onItem()
                    .transform(done -> null);
        }
        if (cancelled.contains(tensor.header().jobId())) {
            metrics.passedOver();
            return Uni.createFrom().completionStage(message::ack).onItem().transform(done -> null);
        }
        return Uni.createFrom()
                .completionStage(() -> predictor.predict(tensor))
                .onItem()
                .transform(
                        prediction ->
                                message.withPayload(Record.of(prediction.itemId(), prediction)));
    }

    private static IncomingKafkaRecordMetadata<?, ?> origin(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("the channel is not Kafka's"));
    }
}

package lumen.gateway.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import lumen.contracts.topic.PredictionMessage;
import lumen.gateway.metrics.ItemMetrics;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.platform.Database;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes what the workers answer off Kafka. */
@ApplicationScoped
public class ResultConsumer {
    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);

    private final ResultRecorder recorder;
    private final OutboxRelay relay;
    private final ItemMetrics metrics;
    private final BatchRecording<PredictionMessage> recording;

    ResultConsumer(
            ObjectMapper json,
            ResultRecorder recorder,
            DeadLetters deadLetters,
            OutboxRelay relay,
            Database database,
            ItemMetrics metrics) {
        this.recorder = recorder;
        this.relay = relay;
        this.metrics = metrics;
        ObjectReader reader = json.readerFor(PredictionMessage.class);
        this.recording =
                new BatchRecording<>(
                        value -> decode(reader, value),
                        this::record,
                        deadLetters,
                        database,
                        LOG,
                        "recording results");
    }

    void stop(@Observes ShutdownEvent event) {
        recording.stop();
    }

    /** Records a batch; returns when it is recorded. */
    @Incoming("prediction-parts")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        recording.record(batch);
    }

    private static PredictionMessage decode(ObjectReader reader, byte[] value) throws IOException {
        PredictionMessage message = reader.readValue(value);
        if (message != null) {
            UUID.fromString(message.itemId());
        }
        if (message instanceof PredictionMessage.Part part && part.part() < 0) {
            throw new IllegalArgumentException("part " + part.part() + " is negative");
        }
        return message;
    }

    private void record(List<PredictionMessage> messages) {
        ResultRecorder.Outcome outcome = recorder.record(messages);
        relay.wake();
        metrics.recorded(outcome);
    }
}

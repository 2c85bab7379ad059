package lumen.gateway.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import lumen.contracts.training.TrainingProgress;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.platform.Database;
import lumen.gateway.result.BatchRecording;
import lumen.gateway.result.DeadLetters;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes what the training-services tell off Kafka. */
@ApplicationScoped
public class TrainingConsumer {
    private static final Logger LOG = Logger.getLogger(TrainingConsumer.class);

    private final TrainingRecorder recorder;
    private final OutboxRelay relay;
    private final BatchRecording<TrainingProgress> recording;

    TrainingConsumer(
            ObjectMapper json,
            TrainingRecorder recorder,
            DeadLetters deadLetters,
            OutboxRelay relay,
            Database database) {
        this.recorder = recorder;
        this.relay = relay;
        ObjectReader reader = json.readerFor(TrainingProgress.class);
        this.recording =
                new BatchRecording<>(
                        value -> decode(reader, value),
                        this::record,
                        deadLetters,
                        database,
                        LOG,
                        "recording the progress of training runs");
    }

    void stop(@Observes ShutdownEvent event) {
        recording.stop();
    }

    /** Records a batch; returns when it is recorded. */
    @Incoming("training-progress")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        recording.record(batch);
    }

    private static TrainingProgress decode(ObjectReader reader, byte[] value) throws IOException {
        TrainingProgress message = reader.readValue(value);
        if (message != null) {
            UUID.fromString(message.runId());
        }
        return message;
    }

    private void record(List<TrainingProgress> messages) {
        recorder.record(messages);
        relay.wake();
    }
}

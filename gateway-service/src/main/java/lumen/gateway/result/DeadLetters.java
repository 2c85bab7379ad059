package lumen.gateway.result;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import lumen.contracts.topic.Topics;
import lumen.gateway.outbox.Broker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Puts records that cannot be processed aside, unchanged, with the reason in headers. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Broker broker;

    DeadLetters(Broker broker) {
        this.broker = broker;
    }

    /**
     * Sends the record to its topic's dead-letter topic and waits until it is there.
     *
     * @throws KafkaException if the broker did not take it
     */
    void put(ConsumerRecord<String, byte[]> message, Exception reason) {
        LOG.errorf(
                reason,
                "dead letter: %s partition %d offset %d key %s",
                message.topic(),
                message.partition(),
                message.offset(),
                message.key());
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        message.topic() + Topics.DEAD_LETTER_SUFFIX,
                        null,
                        message.key(),
                        message.value(),
                        message.headers());
        add(letter, "dead-letter-reason", String.valueOf(reason.getMessage()));
        add(letter, "dead-letter-exception-class-name", reason.getClass().getName());
        add(letter, "dead-letter-topic", message.topic());
        add(letter, "dead-letter-partition", Integer.toString(message.partition()));
        add(letter, "dead-letter-offset", Long.toString(message.offset()));
        await(broker.send(letter));
    }

    private static void add(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            throw new KafkaException("dead letter not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}

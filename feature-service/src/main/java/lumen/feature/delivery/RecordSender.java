package lumen.feature.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lumen.feature.delivery.DeliveryException.Remedy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The service's one Kafka producer. It is idempotent, so records that one thread sends for one key
 * arrive in that order and once each, whatever is retried below it.
 *
 * <p>A producer of its own, and no channel, because the topic is the request's and because the
 * sender of a long file has to wait for acknowledgements while it goes.
 */
@ApplicationScoped
public class RecordSender {
    private static final Duration TOPIC_LOOK_UP = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<String, Object> broker;
    private final Producer<String, byte[]> producer;
    private final KafkaClientMetrics metrics;

    public RecordSender(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            MeterRegistry registry) {
        this.broker = Map.copyOf(broker);
        this.producer =
                new KafkaProducer<>(
                        settings(broker), new StringSerializer(), new ByteArraySerializer());
        this.metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
    }

    /** Broker settings hold those of every kind of client; each kind warns about the others'. */
    private static Map<String, Object> only(Set<String> names, Map<String, Object> settings) {
        Map<String, Object> chosen = new HashMap<>(settings);
        chosen.keySet().retainAll(names);
        return chosen;
    }

    private static Map<String, Object> settings(Map<String, Object> broker) {
        Map<String, Object> settings = only(ProducerConfig.configNames(), broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "feature-service");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A batch smaller than a part halves the throughput.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        return settings;
    }

    /**
     * Hands a record to the producer, waiting while its memory is full.
     *
     * @return the acknowledgement to come, to be given to {@link #await}
     * @throws DeliveryException when the producer refuses the record
     * @throws InterruptException when the thread is interrupted
     */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
        try {
            return producer.send(message);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw failure(message.topic(), e);
        }
    }

    /**
     * Waits for a record's acknowledgement by all replicas.
     *
     * @throws DeliveryException when the broker did not take it
     * @throws InterruptException when the thread is interrupted
     */
    public void await(String topic, Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw failure(topic, e.getCause());
        }
    }

    private DeliveryException failure(String topic, Throwable cause) {
        boolean retry =
                cause instanceof RetriableException
                        && !(cause instanceof TimeoutException && isMissing(topic));
        return new DeliveryException(
                retry ? Remedy.RETRY : Remedy.NONE,
                "no delivery to topic " + topic + ": " + cause.getMessage(),
                cause);
    }

    /** A producer's time-out is the same whether the broker is away or the topic does not exist. */
    private boolean isMissing(String topic) {
        Map<String, Object> settings = only(AdminClientConfig.configNames(), broker);
        try (Admin admin = Admin.create(settings)) {
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(TOPIC_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        metrics.close();
        producer.close(CLOSING);
    }
}

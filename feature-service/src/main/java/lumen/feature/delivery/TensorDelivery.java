package lumen.feature.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Future;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensorSerializer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The parts of one item on their way to the broker, in order. At most {@link #WINDOW} of them wait
 * for their acknowledgement, so that a long file fills neither the memory nor the broker's queue.
 * For one thread.
 */
public final class TensorDelivery {
    /** How many parts, each up to 1 MiB, may be on their way. */
    static final int WINDOW = 4;

    private static final FeatureTensorSerializer SERIALIZER = new FeatureTensorSerializer();

    private final RecordSender sender;
    private final String topic;
    private long nanoseconds;
    private final ArrayDeque<Future<RecordMetadata>> onTheirWay = new ArrayDeque<>(WINDOW);

    /**
     * Begins the delivery of one item.
     *
     * @param topic where the parts go
     */
    public TensorDelivery(RecordSender sender, String topic) {
        this.sender = Objects.requireNonNull(sender, "sender");
        this.topic = Objects.requireNonNull(topic, "topic");
    }

    /**
     * Sends a part, waiting for older ones first when too many are on their way. The part's values
     * are copied: its buffer may be filled again.
     *
     * @throws DeliveryException when the broker did not take this part or an older one
     */
    public void send(FeatureTensor part) {
        long begin = System.nanoTime();
        while (onTheirWay.size() >= WINDOW) {
            sender.await(topic, onTheirWay.removeFirst());
        }
        RecordHeaders headers = new RecordHeaders();
        byte[] value = SERIALIZER.serialize(topic, headers, part);
        onTheirWay.addLast(
                sender.send(
                        new ProducerRecord<>(topic, null, part.header().itemId(), value, headers)));
        nanoseconds += System.nanoTime() - begin;
    }

    /**
     * Waits until the broker has every part.
     *
     * @throws DeliveryException when it did not take one of them
     */
    public void awaitAll() {
        long begin = System.nanoTime();
        while (!onTheirWay.isEmpty()) {
            sender.await(topic, onTheirWay.removeFirst());
        }
        nanoseconds += System.nanoTime() - begin;
    }

    /** How long sending and waiting took so far. */
    public Duration time() {
        return Duration.ofNanos(nanoseconds);
    }
}

package lumen.gateway.outbox;

import java.util.Map;
import java.util.UUID;

/**
 * A record that is to be published.
 *
 * @param jobId the job it belongs to
 * @param topic where it goes
 * @param key the record's key; messages of one key are published in the order of their transactions
 * @param headers the record's headers
 * @param payload the record's value, JSON
 */
public record OutboxMessage(
        UUID jobId, String topic, String key, Map<String, String> headers, String payload) {
    public OutboxMessage {
        headers = Map.copyOf(headers);
    }
}

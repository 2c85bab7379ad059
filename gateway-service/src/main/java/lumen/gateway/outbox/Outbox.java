package lumen.gateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** The table of what is to be published. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT =
            """
            insert into outbox (job_id, topic, message_key, headers, payload)
            values (?, ?, ?, ?, ?)
            """;

    private final Session session;
    private final ObjectMapper json;

    Outbox(Session session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /**
     * Adds messages within the caller's transaction. Of messages with the same key, the one whose
     * transaction locked the job's row first is published first.
     */
    public void add(List<OutboxMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        session.doWork(
                connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                        for (OutboxMessage message : messages) {
                            insert.setObject(1, message.jobId());
                            insert.setString(2, message.topic());
                            insert.setString(3, message.key());
                            insert.setString(4, text(message));
                            insert.setString(5, message.payload());
                            insert.addBatch();
                        }
                        insert.executeBatch();
                    }
                });
    }

    /** Forgets what was not yet published of a job on a topic. */
    public void withdraw(UUID jobId, String topic) {
        session.createNativeMutationQuery("delete from outbox where job_id = ?1 and topic = ?2")
                .setParameter(1, jobId)
                .setParameter(2, topic)
                .executeUpdate();
    }

    private String text(OutboxMessage message) {
        try {
            return json.writeValueAsString(message.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }
}

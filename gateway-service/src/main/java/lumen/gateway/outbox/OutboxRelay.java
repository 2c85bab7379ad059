package lumen.gateway.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import lumen.gateway.progress.Bell;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox in the order of its rows. In one transaction it reads rows, sends them,
 * waits for the broker's acknowledgements and deletes them; whatever fails on the way is sent
 * again.
 *
 * <p>Of several gateways one publishes at a time: with rows shared out among them, two messages of
 * one key could overtake each other.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;

    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 0x6c756d656e_01L;

    private static final int TRANSACTION_SECONDS = 120;

    private record Row(
            long id, String topic, String key, Map<String, String> headers, String payload) {}

    private final Session session;
    private final Broker broker;
    private final Database database;
    private final ObjectMapper json;
    private final Bell bell = new Bell("outbox-relay", this::publishAll);
    private final Outage outage = new Outage(LOG, "publishing the outbox");

    OutboxRelay(Session session, Broker broker, Database database, ObjectMapper json) {
        this.session = session;
        this.broker = broker;
        this.database = database;
        this.json = json;
    }

    /** Says that a transaction that added messages was committed. */
    public void wake() {
        bell.ring();
    }

    @Scheduled(
            every = "{lumen.outbox.poll}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void poll() {
        if (database.ready()) {
            bell.ring();
        }
    }

    private void publishAll() {
        try {
            while (QuarkusTransaction.requiringNew()
                            .timeout(TRANSACTION_SECONDS)
                            .call(() -> session.doReturningWork(this::publishBatch))
                    == BATCH) {
                // A full batch: there may be more.
            }
            outage.over();
        } catch (KafkaException | HibernateException | QuarkusTransactionException e) {
            outage.notice(e);
        }
    }

    private int publishBatch(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
        List<Row> rows = read(connection);
        if (!rows.isEmpty()) {
            send(rows);
            delete(connection, rows);
        }
        return rows.size();
    }

    private List<Row> read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet result =
                        select.executeQuery(
                                "select id, topic, message_key, headers, payload from outbox"
                                        + " order by id limit "
                                        + BATCH)) {
            while (result.next()) {
                rows.add(
                        new Row(
                                result.getLong(1),
                                result.getString(2),
                                result.getString(3),
                                headers(result.getString(4)),
                                result.getString(5)));
            }
        }
        return rows;
    }

    private void send(List<Row> rows) {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(rows.size());
        for (Row row : rows) {
            ProducerRecord<String, byte[]> message =
                    new ProducerRecord<>(
                            row.topic(), row.key(), row.payload().getBytes(StandardCharsets.UTF_8));
            row.headers()
                    .forEach(
                            (name, value) ->
                                    message.headers()
                                            .add(name, value.getBytes(StandardCharsets.UTF_8)));
            acknowledgements.add(broker.send(message));
        }
        for (int i = 0; i < rows.size(); i++) {
            await(rows.get(i), acknowledgements.get(i));
        }
    }

    private static void await(Row row, Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                // Sending it again would fail again and hold up everything behind it.
                LOG.errorf(
                        e.getCause(),
                        "given up: a record for %s with key %s is too large for the broker",
                        row.topic(),
                        row.key());
                return;
            }
            throw new KafkaException("not acknowledged: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static void delete(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where id = any (?)")) {
            delete.setArray(
                    1, connection.createArrayOf("bigint", rows.stream().map(Row::id).toArray()));
            delete.executeUpdate();
        }
    }

    private Map<String, String> headers(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the headers of an outbox row cannot be read", e);
        }
    }
}

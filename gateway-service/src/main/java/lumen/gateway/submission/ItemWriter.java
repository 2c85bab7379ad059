package lumen.gateway.submission;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.Truth;
import lumen.gateway.job.ItemTally;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxMessage;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.store.JobModelEntity;
import lumen.gateway.store.ProblemText;
import org.hibernate.Session;

/**
 * Writes the next items of one job and what is to be published of them, some hundred rows at a
 * time, so that a job of any size takes little memory.
 */
final class ItemWriter {
    private static final int BATCH = 500;
    private static final String INSERT =
            """
            insert into item
                (id, job_id, index, name, uri, state, problem, ended_order, created_at, ended_at,
                truth)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private record Row(ItemView item, String uri, Long endedOrder) {}

    private final Session session;
    private final Outbox outbox;
    private final PublicEvents events;
    private final UUID job;
    private final JobModelEntity model;
    private final int maxItems;
    private final Instant now;
    private final ProblemText problemText = new ProblemText();

    private final List<Row> rows = new ArrayList<>();
    private final List<OutboxMessage> messages = new ArrayList<>();
    private ItemTally tally;
    private Problem lastProblem;

    /**
     * @param written the items that the job has already
     */
    ItemWriter(
            Session session,
            Outbox outbox,
            PublicEvents events,
            JobModelEntity model,
            ItemTally written,
            int maxItems,
            Instant now) {
        this.session = session;
        this.outbox = outbox;
        this.events = events;
        this.job = model.jobId;
        this.model = model;
        this.tally = written;
        this.maxItems = maxItems;
        this.now = now;
    }

    /**
     * Makes audio the job's next item.
     *
     * @throws LumenException TOO_MANY_ITEMS
     */
    void add(AudioSource source) {
        if (tally.total() == maxItems) {
            throw new LumenException(
                    ErrorCode.TOO_MANY_ITEMS, "A job has at most %,d items.".formatted(maxItems));
        }
        switch (source) {
            case AudioSource.Found found -> {
                UUID id = UUID.randomUUID();
                rows.add(
                        new Row(
                                view(id, found.name(), State.QUEUED, null, found.truth(), null),
                                found.file().toUri().toString(),
                                null));
                messages.add(events.featureRequest(id, job, model, found.file()));
                tally = tally.with(State.QUEUED, 1);
            }
            case AudioSource.Refused refused -> refuse(refused);
        }
        if (rows.size() == BATCH) {
            write();
        }
    }

    /** Makes audio that cannot be read the job's next item, however many there are. */
    void refuse(AudioSource.Refused refused) {
        UUID id = UUID.randomUUID();
        ItemView item = view(id, refused.name(), State.FAILED, refused.problem(), null, now);
        lastProblem = refused.problem();
        tally = tally.with(State.FAILED, 1);
        rows.add(new Row(item, null, tally.succeeded() + tally.failed()));
        messages.add(events.itemEnded(item));
    }

    /** Writes what is not yet written. */
    void finish() {
        write();
    }

    /** How many items the job has in which state. */
    ItemTally tally() {
        return tally;
    }

    /** The problem of the last item that was refused; null if none was. */
    Problem lastProblem() {
        return lastProblem;
    }

    private ItemView view(
            UUID id,
            String name,
            State state,
            Problem problem,
            List<String> truth,
            Instant endedAt) {
        return new ItemView(
                id.toString(),
                job.toString(),
                Math.toIntExact(tally.total()),
                name,
                state,
                null,
                problem,
                truth == null ? null : new Truth(truth, null, null, null),
                now,
                endedAt);
    }

    private void write() {
        if (rows.isEmpty()) {
            return;
        }
        session.doWork(this::insert);
        outbox.add(messages);
        rows.clear();
        messages.clear();
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Row row : rows) {
                ItemView item = row.item();
                insert.setObject(1, UUID.fromString(item.id()));
                insert.setObject(2, job);
                insert.setInt(3, item.index());
                insert.setString(4, item.name());
                insert.setString(5, row.uri());
                insert.setString(6, item.state().name());
                insert.setString(7, problemText.convertToDatabaseColumn(item.problem()));
                insert.setObject(8, row.endedOrder(), Types.BIGINT);
                setTime(insert, 9, item.createdAt());
                setTime(insert, 10, item.endedAt());
                insert.setArray(11, truth(connection, item));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Array truth(Connection connection, ItemView item) throws SQLException {
        return item.truth() == null
                ? null
                : connection.createArrayOf("text", item.truth().labels().toArray());
    }

    private static void setTime(PreparedStatement insert, int column, Instant time)
            throws SQLException {
        insert.setObject(
                column,
                time == null ? null : time.atOffset(ZoneOffset.UTC),
                Types.TIMESTAMP_WITH_TIMEZONE);
    }
}

package lumen.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView.Row;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.contracts.training.TrainingProgress.Metrics;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/**
 * The figures and the log of training runs. What is stored again replaces itself; what has changed
 * by it gets a new place, so that followers are told of it.
 */
@ApplicationScoped
public class TrainingRows {
    private static final String UPSERT_METRICS =
            """
            insert into training_metrics (job_id, scope, step, epoch, figures, place)
            values (?, ?, ?, ?, ?, nextval('training_place'))
            on conflict (job_id, scope, step) do update
                set epoch = excluded.epoch, figures = excluded.figures, place = excluded.place
                where (training_metrics.epoch, training_metrics.figures)
                    is distinct from (excluded.epoch, excluded.figures)
            """;

    private static final String UPSERT_LINE =
            """
            insert into training_log (job_id, number, line, place)
            values (?, ?, ?, nextval('training_place'))
            on conflict (job_id, number) do update
                set line = excluded.line, place = excluded.place
                where training_log.line is distinct from excluded.line
            """;

    private static final String TRIM_LOG =
            """
            delete from training_log where job_id = ? and number <=
                (select max(number) from training_log where job_id = ?) - ?
            """;

    private static final String LATEST =
            """
            select distinct on (job_id, scope) job_id, figures from training_metrics
            where job_id = any (?) and scope <> 'STEP'
            order by job_id, scope, step desc
            """;

    /** One statement, so that nothing is missed that is committed between two. */
    private static final String NEWS =
            """
            select place, scope, epoch, step, figures, number, line from (
                (select place, scope, epoch, step, figures,
                        cast(null as bigint) as number, cast(null as text) as line
                    from training_metrics where job_id = ? and place > ? order by place limit ?)
                union all
                (select place, null, null, null, null, number, line
                    from training_log where job_id = ? and place > ? order by place limit ?)
            ) news order by place limit ?
            """;

    /** Something that became known of a run. */
    public sealed interface Entry {
        /** Where it stands in the order in which things became known. */
        long place();
    }

    /** Figures. */
    public record RowEntry(long place, Row row) implements Entry {}

    /** A line of the log. */
    public record LineEntry(long place, long number, String line) implements Entry {}

    private final Session session;
    private final long maxLines;
    private final FiguresText text = new FiguresText();

    TrainingRows(
            Session session, @ConfigProperty(name = "lumen.training.max-log-lines") long maxLines) {
        this.session = session;
        this.maxLines = maxLines;
    }

    /** Forgets the figures of a run, which its worker is about to tell again. */
    public void forgetMetrics(UUID run) {
        session.createNativeMutationQuery("delete from training_metrics where job_id = ?1")
                .setParameter(1, run)
                .executeUpdate();
    }

    /** Stores figures within the caller's transaction. */
    public void storeMetrics(UUID run, List<Metrics> rows) {
        session.doWork(
                connection -> {
                    try (PreparedStatement upsert = connection.prepareStatement(UPSERT_METRICS)) {
                        for (Metrics row : rows) {
                            upsert.setObject(1, run);
                            upsert.setString(2, row.scope().name());
                            upsert.setLong(3, row.step());
                            upsert.setInt(4, row.epoch());
                            upsert.setString(5, text.convertToDatabaseColumn(sorted(row)));
                            // One by one: rows of a batch that is rewritten must not share a key.
                            upsert.executeUpdate();
                        }
                    }
                });
    }

    /** Equal figures are equal text. */
    private static Map<String, Double> sorted(Metrics row) {
        return new TreeMap<>(row.values());
    }

    /** Stores lines of the log within the caller's transaction, and gives up the oldest. */
    public void storeLines(UUID run, List<Lines> told) {
        session.doWork(
                connection -> {
                    try (PreparedStatement upsert = connection.prepareStatement(UPSERT_LINE)) {
                        for (Lines lines : told) {
                            long number = lines.first();
                            for (String line : lines.lines()) {
                                upsert.setObject(1, run);
                                upsert.setLong(2, number++);
                                // PostgreSQL's text cannot hold it.
                                upsert.setString(3, line.replace('\0', ' '));
                                upsert.executeUpdate();
                            }
                        }
                    }
                    trim(connection, run);
                });
    }

    private void trim(Connection connection, UUID run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TRIM_LOG)) {
            delete.setObject(1, run);
            delete.setObject(2, run);
            delete.setLong(3, maxLines);
            delete.executeUpdate();
        }
    }

    /** All figures of a run, in the order of training. */
    public List<Row> metrics(UUID run) {
        return session.doReturningWork(
                connection -> {
                    List<Row> rows = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    """
                                    select place, scope, epoch, step, figures
                                    from training_metrics where job_id = ? order by step, place
                                    """)) {
                        select.setObject(1, run);
                        try (ResultSet found = select.executeQuery()) {
                            while (found.next()) {
                                rows.add(row(found));
                            }
                        }
                    }
                    return rows;
                });
    }

    private Row row(ResultSet found) throws SQLException {
        return new Row(
                Metrics.Scope.valueOf(found.getString(2)),
                found.getInt(3),
                found.getLong(4),
                text.convertToEntityAttribute(found.getString(5)));
    }

    /** What became known after a place, in that order. */
    public List<Entry> after(UUID run, long place, int most) {
        return session.doReturningWork(
                connection -> {
                    List<Entry> entries = new ArrayList<>();
                    try (PreparedStatement select = connection.prepareStatement(NEWS)) {
                        select.setObject(1, run);
                        select.setLong(2, place);
                        select.setInt(3, most);
                        select.setObject(4, run);
                        select.setLong(5, place);
                        select.setInt(6, most);
                        select.setInt(7, most);
                        try (ResultSet found = select.executeQuery()) {
                            while (found.next()) {
                                entries.add(entry(found));
                            }
                        }
                    }
                    return entries;
                });
    }

    private Entry entry(ResultSet found) throws SQLException {
        long place = found.getLong(1);
        return found.getString(2) == null
                ? new LineEntry(place, found.getLong(6), found.getString(7))
                : new RowEntry(place, row(found));
    }

    /**
     * The log from a line on.
     *
     * @param first the number of the first line
     */
    public TrainingLogView log(UUID run, long first, int most) {
        List<LineEntry> lines = lines("order by number", run, first, most);
        return new TrainingLogView(
                lines.isEmpty() ? first : lines.getFirst().number(),
                lines.stream().map(LineEntry::line).toList());
    }

    /** The last lines of the log. */
    public TrainingLogView tail(UUID run, int most) {
        List<LineEntry> lines = lines("order by number desc", run, 0, most);
        return new TrainingLogView(
                lines.isEmpty() ? 0 : lines.getLast().number(),
                lines.reversed().stream().map(LineEntry::line).toList());
    }

    private List<LineEntry> lines(String order, UUID run, long from, int most) {
        return session.doReturningWork(
                connection -> {
                    List<LineEntry> lines = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select place, number, line from training_log"
                                            + " where job_id = ? and number >= ? "
                                            + order
                                            + " limit "
                                            + most)) {
                        select.setObject(1, run);
                        select.setLong(2, from);
                        try (ResultSet found = select.executeQuery()) {
                            while (found.next()) {
                                lines.add(
                                        new LineEntry(
                                                found.getLong(1),
                                                found.getLong(2),
                                                found.getString(3)));
                            }
                        }
                    }
                    return lines;
                });
    }

    /** The last value of every figure of an epoch or a test, for each of some runs. */
    public Map<UUID, Map<String, Double>> latest(List<UUID> runs) {
        return session.doReturningWork(
                connection -> {
                    Map<UUID, Map<String, Double>> latest = new HashMap<>();
                    try (PreparedStatement select = connection.prepareStatement(LATEST)) {
                        select.setArray(1, connection.createArrayOf("uuid", runs.toArray()));
                        try (ResultSet found = select.executeQuery()) {
                            while (found.next()) {
                                latest.computeIfAbsent(
                                                found.getObject(1, UUID.class),
                                                _ -> new HashMap<>())
                                        .putAll(text.convertToEntityAttribute(found.getString(2)));
                            }
                        }
                    }
                    return latest;
                });
    }
}

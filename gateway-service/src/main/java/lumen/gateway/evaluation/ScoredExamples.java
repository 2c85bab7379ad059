package lumen.gateway.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.gateway.store.WindowsText;
import org.hibernate.Session;

/**
 * The scored files and windows of a TEST job with their truth, read from the database as they are
 * needed, however many there are.
 */
@ApplicationScoped
public class ScoredExamples {
    private static final int ROWS_AT_ONCE = 500;
    private static final String FILES =
            """
            select index, name, truth, cast(cast(prediction as json) -> 'scores' as text)
            from item where job_id = ? and state = 'SUCCEEDED' and truth is not null
            order by index
            """;
    private static final String WINDOWS =
            """
            select item.index, item.name, item.truth, part.windows
            from item join part on part.item_id = item.id
            where job_id = ? and state = 'SUCCEEDED' and truth is not null
            order by item.index, part.part
            """;

    /**
     * A file or a window.
     *
     * @param file the place of the file in its job, from 0
     * @param name the name of the file
     * @param scores {@code [labels]}, from 0 to 1
     * @param truth {@code [labels]}, 1 where the label is there and 0 elsewhere
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    public record Example(int file, String name, float[] scores, float[] truth) {}

    /** Takes examples. */
    @FunctionalInterface
    public interface Sink {
        void add(Example example);
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private final Session session;
    private final ObjectMapper json;
    private final WindowsText windowsText = new WindowsText();

    ScoredExamples(Session session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /**
     * The files of a job in the order of submission, within the caller's transaction.
     *
     * @param labels the order of the scores
     */
    public void files(UUID job, List<String> labels, Sink sink) {
        session.doWork(
                connection ->
                        read(
                                connection,
                                FILES,
                                job,
                                row ->
                                        sink.add(
                                                new Example(
                                                        row.getInt(1),
                                                        row.getString(2),
                                                        scores(row.getString(4), labels),
                                                        truth(row, labels)))));
    }

    /**
     * The windows of a job's files, in the order of submission and time, within the caller's
     * transaction; each has the truth of its whole file.
     *
     * @param labels the order of the scores
     */
    public void windows(UUID job, List<String> labels, Sink sink) {
        session.doWork(
                connection ->
                        read(
                                connection,
                                WINDOWS,
                                job,
                                row -> {
                                    float[] truth = truth(row, labels);
                                    for (WindowScores window :
                                            windowsText.convertToEntityAttribute(
                                                    row.getString(4))) {
                                        sink.add(
                                                new Example(
                                                        row.getInt(1),
                                                        row.getString(2),
                                                        window.scores(),
                                                        truth));
                                    }
                                }));
    }

    private static void read(Connection connection, String sql, UUID job, Row row)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, job);
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        }
    }

    private float[] scores(String text, List<String> labels) {
        try {
            JsonNode tree = json.readTree(text);
            float[] scores = new float[labels.size()];
            for (int label = 0; label < scores.length; label++) {
                scores[label] = tree.get(labels.get(label)).floatValue();
            }
            return scores;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the scores of an item cannot be read", e);
        }
    }

    private static float[] truth(ResultSet row, List<String> labels) throws SQLException {
        List<String> there = Arrays.asList((String[]) row.getArray(3).getArray());
        float[] truth = new float[labels.size()];
        for (int label = 0; label < truth.length; label++) {
            truth[label] = there.contains(labels.get(label)) ? 1 : 0;
        }
        return truth;
    }
}

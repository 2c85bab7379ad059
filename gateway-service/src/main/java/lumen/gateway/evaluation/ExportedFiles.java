package lumen.gateway.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** The files of a job as they are exported, read as they are needed, however many there are. */
@ApplicationScoped
class ExportedFiles {
    private static final int ROWS_AT_ONCE = 500;
    private static final String SELECT =
            """
            select name, cast(cast(prediction as json) -> 'scores' as text), labels, truth,
                case when state = 'SUCCEEDED' then null
                    else coalesce(cast(problem as json) ->> 'code', state) end
            from item where job_id = ? order by index
            """;

    /**
     * A file.
     *
     * @param scores each label's score, an object; null if the file failed
     * @param recognised the labels that were recognised; null if the file failed
     * @param truth the labels that are there; null if they are not known
     * @param error the code of the reason why the file failed; null otherwise
     */
    record File(
            String name,
            JsonNode scores,
            List<String> recognised,
            List<String> truth,
            String error) {}

    /** Writes files. */
    @FunctionalInterface
    interface Sink {
        void write(File file) throws IOException;
    }

    private final Session session;
    private final ObjectMapper json;

    ExportedFiles(Session session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /**
     * All files of a job in the order of submission, within the caller's transaction.
     *
     * @throws UncheckedIOException if the sink cannot write
     */
    void read(UUID job, Sink sink) {
        session.doWork(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                        select.setObject(1, job);
                        select.setFetchSize(ROWS_AT_ONCE);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                sink.write(file(rows));
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private File file(ResultSet row) throws SQLException, JsonProcessingException {
        String scores = row.getString(2);
        return new File(
                row.getString(1),
                scores == null ? null : json.readTree(scores),
                texts(row.getArray(3)),
                texts(row.getArray(4)),
                row.getString(5));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }
}

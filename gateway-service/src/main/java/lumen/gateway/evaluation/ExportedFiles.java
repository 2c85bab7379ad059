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
import lumen.evaluation.export.Prediction;
import lumen.evaluation.export.PredictionWriter;
import org.hibernate.Session;

/** The files of a job that were scored, read as they are written, however many there are. */
@ApplicationScoped
class ExportedFiles {
    private static final int ROWS_AT_ONCE = 500;
    private static final String SELECT =
            """
            select name, cast(cast(prediction as json) -> 'scores' as text), labels, truth
            from item where job_id = ? and state = 'SUCCEEDED' order by index
            """;

    private final Session session;
    private final ObjectMapper json;

    ExportedFiles(Session session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /**
     * Writes the files of a job in the order of submission, within the caller's transaction.
     *
     * @param labels the order of the predictions' lists
     * @throws UncheckedIOException if the writer cannot write
     */
    void read(UUID job, List<String> labels, PredictionWriter writer) {
        session.doWork(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                        select.setObject(1, job);
                        select.setFetchSize(ROWS_AT_ONCE);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                writer.write(prediction(rows, labels));
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Prediction prediction(ResultSet row, List<String> labels)
            throws SQLException, JsonProcessingException {
        JsonNode scores = json.readTree(row.getString(2));
        Array truth = row.getArray(4);
        return new Prediction(
                row.getString(1),
                labels.stream().map(label -> scores.get(label).floatValue()).toList(),
                among(row.getArray(3), labels),
                truth == null ? List.of() : among(truth, labels));
    }

    /** For each label, whether it is one of the array's. */
    private static List<Boolean> among(Array array, List<String> labels) throws SQLException {
        List<String> there = List.of((String[]) array.getArray());
        return labels.stream().map(there::contains).toList();
    }
}

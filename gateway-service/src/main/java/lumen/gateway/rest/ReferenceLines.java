package lumen.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.State;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.store.JobQueries.Progress;

/** Writes a line of JSON in the reference server's form whenever files have ended. */
final class ReferenceLines implements JobFollower.Audience {
    private final ObjectMapper json;
    private final OutputStream output;
    private final RoutingContext connection;
    private final Function<List<ItemView>, Object> line;

    /**
     * @param line what to say of files that have ended
     */
    ReferenceLines(
            ObjectMapper json,
            OutputStream output,
            RoutingContext connection,
            Function<List<ItemView>, Object> line) {
        this.json = json;
        this.output = output;
        this.connection = connection;
        this.line = line;
    }

    @Override
    public boolean gone() {
        return connection.response().closed();
    }

    @Override
    public void advanced(Progress progress) throws IOException {
        if (!progress.items().isEmpty()) {
            write(line.apply(progress.items()));
        }
        if (progress.job().state() == State.CANCELLED) {
            write(Problem.of(ErrorCode.CANCELLED, "The job was cancelled."));
        }
    }

    @Override
    public void idle() throws IOException {
        output.flush();
    }

    /** The predictions of files, keyed by name. */
    static Map<String, Object> predictions(List<ItemView> items) {
        Map<String, Object> files = new LinkedHashMap<>();
        items.forEach(item -> files.put(item.name(), ReferenceAnswer.value(item)));
        return files;
    }

    /** Says why no further line comes. */
    void timeOver() throws IOException {
        write(Problem.of(ErrorCode.UNAVAILABLE, "The job did not end in time and was cancelled."));
    }

    private void write(Object value) throws IOException {
        output.write(json.writeValueAsBytes(value));
        output.write('\n');
        output.flush();
    }
}

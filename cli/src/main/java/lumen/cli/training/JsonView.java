package lumen.cli.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import lumen.cli.rest.Json;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Terminal;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;

/**
 * A run for programs: on standard output a JSON object a line, whose {@code event} is {@code
 * training}, {@code metrics}, {@code line} or {@code ended}; the rest of it is what the REST API
 * gives.
 */
final class JsonView implements FollowingView {
    private final Screen out;
    private final Screen err;

    JsonView(Terminal terminal) {
        this.out = terminal.out();
        this.err = terminal.err();
    }

    @Override
    public void standing(TrainingView training) {
        write("training", "training", training);
    }

    @Override
    public void row(TrainingMetricsView.Row row) {
        write("metrics", "row", row);
    }

    @Override
    public boolean wantsWholeLog() {
        return true;
    }

    @Override
    public void line(String line) {
        write("line", "text", line);
    }

    @Override
    public void notice(String text) {
        err.line("lumen: " + text);
    }

    @Override
    public void waiting(Duration silent) {
        // The events go on when the server does.
    }

    @Override
    public void ended(TrainingView training) {
        write("ended", "training", training);
    }

    private void write(String event, String name, Object value) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("event", event);
        line.set(name, Json.MAPPER.valueToTree(value));
        try {
            out.line(Json.MAPPER.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        // Every line stays.
    }
}

package lumen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.error.Problem.Location;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.TestMetrics.Counts;
import lumen.contracts.rest.TestMetrics.Coverage;
import lumen.contracts.rest.TestMetrics.Label;
import lumen.contracts.rest.TestMetrics.Level;

/** A gateway that has tested three files, one of which has an unknown label. */
final class TestingEvaluation implements AutoCloseable {
    private static final String JOB = "job-1";

    private final HttpServer server;

    /** The bodies of requests, in the order of arrival. */
    final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

    /** The paths that were asked for, in the order of arrival. */
    final List<String> paths = new CopyOnWriteArrayList<>();

    TestingEvaluation() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().substring(1);
            paths.add(path);
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (body.length > 0) {
                bodies.add(Json.MAPPER.readTree(body));
            }
            String below = path.substring(Math.min(path.length(), ("jobs/" + JOB + "/").length()));
            if (path.equals("jobs")) {
                send(exchange, 202, job());
            } else if (path.equals("jobs/" + JOB)) {
                send(exchange, 200, job());
            } else if (below.startsWith("metrics")) {
                send(exchange, 200, metrics());
            } else if (below.startsWith("items")) {
                send(exchange, 200, new Page<>(List.of(failed()), 0, 200, 1));
            } else if (below.equals("thresholds")) {
                send(exchange, 201, TestingModels.ready());
            } else if (below.startsWith("export/") || below.startsWith("plots/")) {
                String name = below.substring(below.indexOf('/') + 1);
                exchange.getResponseHeaders()
                        .set("Content-Disposition", "inline; filename=\"made_" + name + "\"");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(name.getBytes(StandardCharsets.UTF_8));
            } else {
                send(exchange, 404, Problem.of(ErrorCode.NOT_FOUND, path));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static JobView job() {
        return new JobView(
                JOB,
                JobKind.TEST,
                State.SUCCEEDED,
                "demo",
                new JobView.ItemCounts(3, 0, 0, 2, 1, 0),
                null,
                List.of("irmastest:/data"),
                TestingGateway.TIME,
                TestingGateway.TIME,
                TestingGateway.TIME,
                null);
    }

    private static ItemView failed() {
        Problem problem =
                Problem.of(ErrorCode.LABEL_UNKNOWN, "c.txt, line 2: 'lute' is not a label")
                        .at(new Location("c.txt", 2));
        return new ItemView(
                "i",
                JOB,
                2,
                "c.wav",
                State.FAILED,
                null,
                problem,
                null,
                TestingGateway.TIME,
                TestingGateway.TIME);
    }

    private static TestMetrics metrics() {
        List<Label> labels = new ArrayList<>();
        labels.add(
                new Label(
                        "cel",
                        "Cello",
                        new Counts(1, 0, 0, 1),
                        Map.of("f1", 1.0, "precision", 1.0, "recall", 1.0, "roc_auc", 1.0)));
        labels.add(new Label("pia", "Piano", new Counts(0, 1, 1, 0), Map.of("f1", 0.0)));
        Level level = new Level(2, Map.of("macro_f1", 0.5), null, labels, List.of());
        return new TestMetrics(
                JOB,
                "demo",
                "abc",
                List.of("irmastest:/data"),
                Map.of("cel", 0.3, "pia", 0.3),
                new Coverage(3, 2, Map.of("LABEL_UNKNOWN", 1L)),
                level,
                level);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

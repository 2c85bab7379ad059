package lumen.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingComparison;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingMetricsView.Row;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;

/** A gateway with one training run, which goes on as a test says. */
final class TestingTraining implements AutoCloseable {
    static final String ID = "0198c1de-77aa-7c3e-9d0f-2b6a5f6d1e11";
    static final String NAME = "11-22-14-30-05_CalmTango_mn04";
    private static final int STEPS = 10;

    private final HttpServer server;
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile TrainingView view = standing(State.QUEUED, null, 0, 0);
    private final AtomicInteger connection = new AtomicInteger();
    private volatile Problem refusal;
    private volatile double found;

    /** Requests other than GET, such as {@code POST trainings/ID/stop}. */
    final List<String> orders = new CopyOnWriteArrayList<>();

    /** The bodies of requests, in the order of arrival. */
    final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

    /** How many listen, and have listened, to events. */
    final AtomicInteger followers = new AtomicInteger();

    /** How often somebody asked for all figures so far. */
    final AtomicInteger caughtUp = new AtomicInteger();

    /** What happens when the run is told to stop. */
    volatile Runnable whenStopped = () -> {};

    TestingTraining() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every submission is refused. */
    TestingTraining refusing(Problem problem) {
        refusal = problem;
        return this;
    }

    private TrainingView standing(State state, Phase phase, int epoch, int stepsInEpoch) {
        return view(state, phase, epoch, stepsInEpoch, null, null);
    }

    private TrainingView view(
            State state, Phase phase, int epoch, int stepsInEpoch, String model, Problem problem) {
        ObjectNode options = Json.MAPPER.createObjectNode();
        options.put("model", "mn04").put("epochs", 3).put("batch_size", 24).put("seed", 7);
        boolean begun = epoch > 0;
        return new TrainingView(
                ID,
                NAME,
                state,
                phase,
                false,
                1,
                "worker-1",
                options,
                epoch,
                3,
                (long) STEPS * Math.max(0, epoch - 1) + stepsInEpoch,
                begun ? STEPS : null,
                stepsInEpoch,
                begun ? 48.1 : null,
                begun ? 125.0 : null,
                begun ? List.of("cel", "voi") : null,
                begun ? 1_234_567L : null,
                "val/file_f1",
                state == State.SUCCEEDED ? 0.71 : null,
                state == State.SUCCEEDED ? 2 : null,
                found > 0 ? Map.of("suggested_lr", found) : Map.of(),
                model,
                TestingGateway.TIME,
                begun ? TestingGateway.TIME : null,
                state.ended() ? TestingGateway.TIME.plusSeconds(372) : null,
                problem,
                "/data/runs/" + NAME);
    }

    void stands(State state, Phase phase, int epoch, int stepsInEpoch) {
        publish(standing(state, phase, epoch, stepsInEpoch));
    }

    /** An epoch, counted from 1, is over. */
    void epoch(int epoch, double fileF1) {
        row(
                Scope.VALIDATION_EPOCH,
                epoch,
                Map.of(
                        "val/loss_epoch", 0.4 - 0.01 * epoch,
                        "val/f1", 0.5,
                        "val/f1_epoch", 0.5,
                        "val/file_f1", fileF1,
                        "val/file_micro_f1", 0.6125,
                        "val/file_macro_f1", 0.59));
        row(
                Scope.TRAIN_EPOCH,
                epoch,
                Map.of("train/loss_epoch", 0.5 - 0.1 * epoch, "current_lr/epoch", 3e-4));
    }

    private void row(Scope scope, int epoch, Map<String, Double> values) {
        Row row = new Row(scope, epoch - 1, (long) STEPS * epoch, values);
        rows.add(row);
        published.add(new TrainingMetricsView(List.of(row)));
    }

    void line(String text) {
        log.add(text);
        published.add(new TrainingLogView(log.size() - 1, List.of(text)));
    }

    void succeeds() {
        row(
                Scope.TEST,
                3,
                Map.of(
                        "test_last/file_micro_f1",
                        0.79,
                        "test/file_micro_f1",
                        0.8025,
                        "test/loss_epoch",
                        0.33,
                        "instruments/test/Cello_f1_epoch",
                        0.9));
        publish(view(State.SUCCEEDED, null, 3, STEPS, NAME, null));
    }

    /** The run has looked for a learning rate only. */
    void findsRate() {
        found = 2e-3;
        publish(view(State.SUCCEEDED, null, 0, 0, null, null));
    }

    void fails() {
        publish(
                view(
                        State.FAILED,
                        null,
                        1,
                        3,
                        null,
                        Problem.of(ErrorCode.TRAINING_LOST, "after 5 attempts")));
    }

    private void publish(TrainingView now) {
        view = now;
        published.add(now);
    }

    /** Events end in the middle; what happens until somebody listens again is not told. */
    void breaksConnections() {
        connection.incrementAndGet();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().substring(1);
            String method = exchange.getRequestMethod();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!method.equals("GET")) {
                orders.add(method + " " + path);
                if (body.length > 0) {
                    bodies.add(Json.MAPPER.readTree(body));
                }
            }
            String run = "trainings/" + ID;
            switch (path) {
                case "jobs" -> submitted(exchange);
                case "trainings/" + ID -> send(exchange, 200, view);
                case "trainings/" + ID + "/metrics" -> {
                    send(exchange, 200, new TrainingMetricsView(rows));
                    caughtUp.incrementAndGet();
                }
                case "trainings/" + ID + "/log" -> send(exchange, 200, new TrainingLogView(0, log));
                case "trainings/" + ID + "/events" -> events(exchange);
                case "trainings/" + ID + "/stop" -> {
                    send(exchange, 202, view);
                    whenStopped.run();
                }
                case "trainings/" + ID + "/resume" -> send(exchange, 202, view);
                case "trainings/" + ID + "/files/learning_rates.csv" ->
                        send(
                                exchange,
                                200,
                                "rate,loss\n1e-07,0.7\n1e-05,0.6\n0.001,0.3\n0.1,5.0\n"
                                        .getBytes(StandardCharsets.UTF_8));
                case "jobs/" + ID -> exchange.sendResponseHeaders(204, -1);
                default -> {
                    if (path.startsWith("trainings/compare?ids=")) {
                        send(exchange, 200, comparison());
                    } else if (path.startsWith("trainings?")) {
                        send(exchange, 200, new Page<>(List.of(view), 0, 20, 1));
                    } else {
                        send(exchange, 404, Problem.of(ErrorCode.NOT_FOUND, run));
                    }
                }
            }
        }
    }

    private void submitted(HttpExchange exchange) throws IOException {
        if (refusal != null) {
            send(exchange, refusal.status(), refusal);
            return;
        }
        send(
                exchange,
                202,
                new JobView(
                        ID,
                        JobKind.TRAIN,
                        State.QUEUED,
                        NAME,
                        new JobView.ItemCounts(0, 0, 0, 0, 0, 0),
                        null,
                        null,
                        TestingGateway.TIME,
                        null,
                        null,
                        null));
    }

    private void events(HttpExchange exchange) throws IOException {
        int own = connection.get();
        int next = published.size();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        followers.incrementAndGet();
        OutputStream stream = exchange.getResponseBody();
        stream.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
        stream.flush();
        while (own == connection.get()) {
            List<Object> news = new ArrayList<>(published.subList(next, published.size()));
            next += news.size();
            for (Object event : news) {
                String text = "data: " + Json.MAPPER.writeValueAsString(event) + "\n\n";
                stream.write(text.getBytes(StandardCharsets.UTF_8));
                stream.flush();
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    private static TrainingComparison comparison() {
        TrainingComparison.Run run =
                new TrainingComparison.Run(
                        ID, NAME, State.SUCCEEDED, "val/file_f1", 0.71, 2, 3, 372.0);
        return new TrainingComparison(
                List.of(run, run),
                Map.of("lr", List.of(Json.MAPPER.valueToTree(1e-4), Json.MAPPER.valueToTree(5e-5))),
                Map.of("val/file_f1", List.of(0.71, 0.65)));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, Json.MAPPER.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
    }

    @Override
    public void close() {
        connection.incrementAndGet();
        server.stop(0);
    }
}

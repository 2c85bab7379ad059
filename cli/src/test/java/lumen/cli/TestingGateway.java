package lumen.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelAlias;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;

/**
 * A gateway that answers at once and knows the instruments of a file by its name: {@code
 * 14-sax+pia.ogg} holds sax and pia. A file whose name begins with {@code broken} fails. When one
 * whose name begins with {@code huge} is sent, the connection is closed without an answer.
 */
public final class TestingGateway implements AutoCloseable {
    static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

    /** What becomes of the event stream of a job. */
    public enum Events {
        /** Tells everything until the job has ended. */
        COMPLETE,
        /** Breaks after the first event. */
        BROKEN,
        /** Is not there. */
        REFUSED
    }

    /** An upload as it arrived. */
    public record Upload(String idempotencyKey, Map<String, String> fields, List<String> files) {}

    private final HttpServer server;
    private final Map<String, List<ItemView>> jobs = new ConcurrentHashMap<>();
    private final List<String> jobIds = new CopyOnWriteArrayList<>();
    private final List<ModelView> models = new ArrayList<>(List.of(TestingModels.ready()));
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Problem refusal;
    private volatile int filesAtMost = Integer.MAX_VALUE;
    private volatile Events events = Events.COMPLETE;
    private volatile boolean jobsEnd = true;

    /** The uploads, in the order of arrival. */
    public final List<Upload> uploads = new CopyOnWriteArrayList<>();

    /** The jobs whose events were asked for. */
    public final List<String> followed = new CopyOnWriteArrayList<>();

    /** The jobs that were cancelled. */
    public final List<String> cancelled = new CopyOnWriteArrayList<>();

    /** The models that aliases mean. */
    public final Map<String, String> aliases = new ConcurrentSkipListMap<>();

    public TestingGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Refuses the next submissions. */
    public TestingGateway refusing(int times, ErrorCode code) {
        refusals.set(times);
        refusal = Problem.of(code, "so says the test");
        return this;
    }

    /** Refuses submissions of more files than this. */
    public TestingGateway takingAtMost(int files) {
        filesAtMost = files;
        return this;
    }

    public TestingGateway withEvents(Events kind) {
        events = kind;
        return this;
    }

    /** Accepts jobs and never ends them. */
    public TestingGateway withEndlessJobs() {
        jobsEnd = false;
        return this;
    }

    public TestingGateway withModel(ModelView model) {
        models.add(model);
        return this;
    }

    /** Adds a job that has been there before. */
    public String withJob(String... files) {
        return create(List.of(files));
    }

    /** Closes all connections, and does not answer any more. */
    public void goAway() {
        server.stop(0);
    }

    @Override
    public void close() {
        goAway();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
            String route = exchange.getRequestMethod() + " " + path[0] + "/" + path.length;
            switch (route) {
                case "POST jobs/1" -> submit(exchange);
                case "GET jobs/1" -> list(exchange);
                case "GET jobs/2" ->
                        withJob(exchange, path[1], () -> send(exchange, 200, view(path[1])));
                case "DELETE jobs/2" ->
                        withJob(
                                exchange,
                                path[1],
                                () -> {
                                    cancelled.add(path[1]);
                                    send(exchange, 200, view(path[1]));
                                });
                case "GET jobs/3" ->
                        withJob(
                                exchange,
                                path[1],
                                () -> {
                                    if (path[2].equals("events")) {
                                        stream(exchange, path[1]);
                                    } else {
                                        send(
                                                exchange,
                                                200,
                                                page(
                                                        exchange,
                                                        chosen(exchange, jobs.get(path[1]))));
                                    }
                                });
                case "GET models/1" -> send(exchange, 200, models);
                case "GET models/2" ->
                        model(exchange, URLDecoder.decode(path[1], StandardCharsets.UTF_8));
                case "GET model-aliases/1" ->
                        send(
                                exchange,
                                200,
                                aliases.entrySet().stream()
                                        .map(each -> new ModelAlias(each.getKey(), each.getValue()))
                                        .toList());
                case "PUT model-aliases/2" -> {
                    String model =
                            Json.MAPPER.readTree(exchange.getRequestBody()).get("model").asText();
                    aliases.put(path[1], model);
                    send(exchange, 200, new ModelAlias(path[1], model));
                }
                case "DELETE model-aliases/2" -> {
                    if (aliases.remove(path[1]) == null) {
                        refuse(exchange, Problem.of(ErrorCode.MODEL_NOT_FOUND, path[1]));
                    } else {
                        exchange.sendResponseHeaders(204, -1);
                    }
                }
                default -> refuse(exchange, Problem.of(ErrorCode.NOT_FOUND, route));
            }
        }
    }

    @FunctionalInterface
    private interface Answer {
        void send() throws IOException;
    }

    private void withJob(HttpExchange exchange, String id, Answer answer) throws IOException {
        if (jobs.containsKey(id)) {
            answer.send();
        } else {
            refuse(exchange, Problem.of(ErrorCode.JOB_NOT_FOUND, id));
        }
    }

    private void submit(HttpExchange exchange) throws IOException {
        Upload upload = read(exchange);
        uploads.add(upload);
        if (upload.files().stream().anyMatch(name -> name.startsWith("huge"))) {
            return;
        }
        if (refusals.getAndDecrement() > 0) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            refuse(exchange, refusal);
        } else if (upload.files().size() > filesAtMost) {
            refuse(exchange, Problem.of(ErrorCode.REQUEST_TOO_LARGE, "too many for this test"));
        } else if (!models.getFirst()
                .id()
                .equals(upload.fields().getOrDefault("model", models.getFirst().id()))) {
            refuse(exchange, Problem.of(ErrorCode.MODEL_NOT_FOUND, upload.fields().get("model")));
        } else {
            send(exchange, 202, view(create(upload.files())));
        }
    }

    private String create(List<String> files) {
        String id = "job-" + (jobIds.size() + 1);
        List<ItemView> items = new ArrayList<>();
        for (int index = 0; index < files.size(); index++) {
            items.add(TestingModels.item(id, index, files.get(index), jobsEnd));
        }
        jobs.put(id, items);
        jobIds.add(id);
        return id;
    }

    private JobView view(String id) {
        List<ItemView> items = jobs.get(id);
        long failed = items.stream().filter(item -> item.state() == State.FAILED).count();
        long total = items.size();
        State state = jobsEnd ? State.SUCCEEDED : State.RUNNING;
        JobView.ItemCounts counts =
                jobsEnd
                        ? new JobView.ItemCounts(total, 0, 0, total - failed, failed, 0)
                        : new JobView.ItemCounts(total, total, 0, 0, 0, 0);
        return new JobView(
                id,
                JobKind.PREDICT,
                state,
                "demo",
                counts,
                null,
                null,
                TIME,
                TIME,
                jobsEnd ? TIME.plusMillis(1500) : null,
                null);
    }

    private void list(HttpExchange exchange) throws IOException {
        List<JobView> views = new ArrayList<>();
        for (String id : jobIds.reversed()) {
            JobView view = view(id);
            String state = query(exchange).get("state");
            if (state == null || state.equals(view.state().name())) {
                views.add(view);
            }
        }
        send(exchange, 200, page(exchange, views));
    }

    private void model(HttpExchange exchange, String id) throws IOException {
        for (ModelView model : models) {
            if (model.id().equals(id)) {
                send(exchange, 200, model);
                return;
            }
        }
        refuse(exchange, Problem.of(ErrorCode.MODEL_NOT_FOUND, id));
    }

    private void stream(HttpExchange exchange, String id) throws IOException {
        followed.add(id);
        if (events == Events.REFUSED) {
            refuse(exchange, Problem.of(ErrorCode.UNAVAILABLE, "no events today"));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
        body.flush();
        if (events == Events.BROKEN) {
            return;
        }
        event(body, "item", Json.MAPPER.writeValueAsString(jobs.get(id).getFirst()));
        event(body, "job", Json.MAPPER.writeValueAsString(view(id)));
        while (!jobsEnd && !cancelled.contains(id)) {
            sleep();
        }
    }

    private static void event(OutputStream body, String name, String data) throws IOException {
        body.write(
                ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static List<ItemView> chosen(HttpExchange exchange, List<ItemView> items) {
        String state = query(exchange).get("state");
        return items.stream()
                .filter(item -> state == null || item.state().name().equals(state))
                .toList();
    }

    private static <T> Page<T> page(HttpExchange exchange, List<T> all) {
        int page = Integer.parseInt(query(exchange).get("page"));
        int size = Integer.parseInt(query(exchange).get("size"));
        int from = Math.min(all.size(), page * size);
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), page, size, all.size());
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                query.put(
                        pair.substring(0, pair.indexOf('=')),
                        pair.substring(pair.indexOf('=') + 1));
            }
        }
        return query;
    }

    private static Upload read(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        List<String> parts = Arrays.asList(body.split(boundary + "(--)?\r\n", -1));
        for (String part : parts.subList(1, parts.size() - 1)) {
            String head = part.substring(0, part.indexOf("\r\n\r\n"));
            String content = part.substring(head.length() + 4, part.length() - 2);
            if (head.contains("name=\"files\"")) {
                files.add(between(head, "filename=\""));
            } else {
                fields.put(between(head, "name=\""), content);
            }
        }
        return new Upload(exchange.getRequestHeaders().getFirst("Idempotency-Key"), fields, files);
    }

    private static String between(String head, String before) {
        int start = head.indexOf(before) + before.length();
        return head.substring(start, head.indexOf('"', start));
    }

    private static void refuse(HttpExchange exchange, Problem problem) throws IOException {
        exchange.getRequestBody().readAllBytes();
        send(exchange, problem.status(), problem);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : Problem.MEDIA_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

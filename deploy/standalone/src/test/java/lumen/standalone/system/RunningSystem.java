package lumen.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lumen.cli.rest.Json;
import lumen.embedded.FreePorts;
import lumen.standalone.DataFolder;
import lumen.standalone.Installation;
import lumen.standalone.Lumen;
import lumen.standalone.LumenOptions;
import lumen.standalone.RunningLumen;
import lumen.standalone.platform.NamedPlatform;
import lumen.testing.TestTopics;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A lumen with the bundled model and one of random weights, started for the first test that asks
 * for it and stopped after the last one. Its broker is the tests' own, which can be restarted.
 */
final class RunningSystem implements AutoCloseable {
    /** The id of the model with random weights. */
    static final String MODEL = "random";

    /** The id of the bundled model, which is the default. */
    static final String BUNDLED = "lumen-mobilenet-v3-large";

    private final Path folder;
    private final Broker broker;
    private final Lumen lumen;
    private final TestTopics topics;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningSystem(Path folder, Broker broker, Lumen lumen) {
        this.folder = folder;
        this.broker = broker;
        this.lumen = lumen;
        topics = new TestTopics(lumen.kafka());
    }

    private static RunningSystem start() {
        try {
            Path folder = Files.createTempDirectory("lumen-system-").toRealPath();
            Files.createDirectories(folder.resolve("audio"));
            RandomModel.write(folder.resolve("models").resolve(MODEL + ".onnx"));
            for (String file : List.of(BUNDLED + ".onnx", BUNDLED + ".md")) {
                Files.copy(
                        repository().resolve("models").resolve(file),
                        folder.resolve("models").resolve(file));
            }
            Broker broker = new Broker(folder.resolve("broker"));
            Lumen lumen =
                    Lumen.start(
                            new LumenOptions(
                                    new DataFolder(folder.resolve("data")),
                                    new Installation(repository()),
                                    new NamedPlatform(
                                            Optional.of(broker.address()), Optional.empty()),
                                    folder.resolve("models"),
                                    List.of(folder.resolve("audio")),
                                    OptionalInt.of(FreePorts.any()),
                                    false,
                                    true),
                            line -> System.out.println("lumen: " + line));
            // For a test run that is stopped: PostgreSQL is no child and would go on.
            Runtime.getRuntime().addShutdownHook(new Thread(lumen::close));
            return new RunningSystem(folder, broker, lumen);
        } catch (Exception e) {
            throw new IllegalStateException("the system did not start", e);
        }
    }

    /** The root of the repository. */
    static Path repository() {
        return Path.of(System.getProperty("lumen.repository.root"));
    }

    /** The only data root: files that requests may name. */
    Path audio() {
        return folder.resolve("audio");
    }

    /** A folder outside the data root. */
    Path outside() throws IOException {
        return Files.createDirectories(folder.resolve("outside"));
    }

    /** Where the gateway answers. */
    URI address() {
        return lumen.gateway();
    }

    /** Stops the broker, and starts it again after a while. */
    void restartBroker(Duration away) throws IOException, InterruptedException {
        broker.restart(away);
    }

    /** Ends a service as nothing else can; lumen starts it again. */
    void kill(String service) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-KILL", Long.toString(processOf(service))).start().waitFor();
    }

    /** The broker's address. */
    String kafka() {
        return lumen.kafka();
    }

    /** Records of the system's broker. */
    TestTopics topics() {
        return topics;
    }

    /** The process of a service now. */
    long processOf(String service) throws IOException {
        return RunningLumen.find(new DataFolder(folder.resolve("data")))
                .orElseThrow()
                .services()
                .stream()
                .filter(running -> running.name().equals(service))
                .findFirst()
                .orElseThrow()
                .processId();
    }

    /** Asks the gateway. */
    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(resolve(path)).GET());
    }

    /** Sends JSON to the gateway. */
    Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Submits paths to the model with random weights. */
    Answer submit(Path... paths) throws IOException, InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", MODEL);
        for (Path path : paths) {
            body.withArray("paths").add(path.toString());
        }
        return post("/jobs", body);
    }

    /** The job when it has ended. */
    JsonNode awaitEnd(String job, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            JsonNode view = get("/jobs/" + job).json();
            if (!view.path("endedAt").isMissingNode()) {
                return view;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("time is up: " + view);
            }
            Thread.sleep(50);
        }
    }

    /** All items of a job, in order. */
    List<JsonNode> items(String job) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        for (int page = 0; ; page++) {
            JsonNode answer = get("/jobs/%s/items?size=100&page=%d".formatted(job, page)).json();
            answer.path("items").forEach(items::add);
            if (items.size() >= answer.path("total").asLong() || answer.path("items").isEmpty()) {
                return items;
            }
        }
    }

    /** Waits for something that must come true soon. */
    static void await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("time is up");
            }
            Thread.sleep(20);
        }
    }

    private URI resolve(String path) {
        return lumen.gateway().resolve(path);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request.timeout(Duration.ofSeconds(60)).build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** What the gateway answered. */
    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return Json.MAPPER.readTree(body);
        }

        /** The id of the job that was accepted. */
        String job() throws IOException {
            if (status != 202) {
                throw new AssertionError(status + " " + body);
            }
            return json().path("id").asText();
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
        topics.close();
        lumen.close();
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives tests the one system. */
    static final class Provider implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(RunningSystem.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningSystem.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return shared(context);
        }

        /** The one system. */
        static RunningSystem shared(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(
                            RunningSystem.class, _ -> RunningSystem.start(), RunningSystem.class);
        }
    }
}

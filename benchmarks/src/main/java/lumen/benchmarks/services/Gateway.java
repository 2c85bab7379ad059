package lumen.benchmarks.services;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.TrainingView;

/** A running lumen, as a client of its REST API sees it. */
public final class Gateway implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int PAGE = 200;
    private static final String BOUNDARY = "lumen-benchmark-part";

    private final ObjectMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    /**
     * A gateway that is reached at an address.
     *
     * @param address the gateway's base address
     */
    public Gateway(URI address) {
        String text = address.toString();
        this.address = URI.create(text.endsWith("/") ? text : text + "/");
    }

    /**
     * A model that can be used.
     *
     * @param id which model; null for the default model
     */
    public ModelView model(String id) throws IOException, InterruptedException {
        return models().stream()
                .filter(model -> model.state() == ModelView.ModelState.READY)
                .filter(model -> id == null ? model.isDefault() : model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("lumen has no such model that is ready: " + id));
    }

    /** Every model, broken ones too. */
    public List<ModelView> models() throws IOException, InterruptedException {
        return json.readValue(
                send(request("models")).body(), new TypeReference<List<ModelView>>() {});
    }

    /**
     * Submits files that the gateway can read.
     *
     * @param model null for the default model
     */
    public JobView submit(List<Path> files, String model) throws IOException, InterruptedException {
        JobRequest request =
                new JobRequest(null, model, files.stream().map(Path::toString).toList(), null);
        return view(
                send(
                        request("jobs")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))),
                JobView.class);
    }

    /** Starts a training run with these options. */
    public JobView train(ObjectNode options) throws IOException, InterruptedException {
        return view(
                send(
                        request("jobs")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                json.writeValueAsBytes(
                                                        JobRequest.train(options))))),
                JobView.class);
    }

    /** Where a training run stands. */
    public TrainingView training(String id) throws IOException, InterruptedException {
        return view(send(request("trainings/" + id)), TrainingView.class);
    }

    /** Ends a job at once. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        send(request("jobs/" + jobId).DELETE());
    }

    /** Uploads one WAV file as a job. */
    public JobView upload(String name, byte[] file) throws IOException, InterruptedException {
        return view(send(multipart("jobs", "files", name, file)), JobView.class);
    }

    /** The reference's synchronous request: uploads one WAV file and waits for its labels. */
    public JsonNode predict(String name, byte[] file, String model)
            throws IOException, InterruptedException {
        return json.readTree(
                send(multipart(
                                "model/predict-files?model_ckpt_path=" + model,
                                "audio_files",
                                name,
                                file))
                        .body());
    }

    /** Waits for a job's end by its event stream. */
    public JobView awaitEnd(String jobId) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("jobs/" + jobId + "/events"))
                        .header("Accept", "text/event-stream")
                        .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        requireSuccess(response.statusCode(), request, "");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("data:")) {
                    JsonNode event = json.readTree(line.substring("data:".length()));
                    // Events about single items have no counts.
                    if (event.has("kind") && event.has("items")) {
                        JobView job = json.treeToValue(event, JobView.class);
                        if (job.state().ended()) {
                            return job;
                        }
                    }
                }
            }
        }
        // The stream may end without its last event, for example when the gateway restarts.
        return awaitEnd(jobId, Duration.ofMillis(200));
    }

    private JobView awaitEnd(String jobId, Duration pause)
            throws IOException, InterruptedException {
        while (true) {
            JobView job = view(send(request("jobs/" + jobId)), JobView.class);
            if (job.state().ended()) {
                return job;
            }
            Thread.sleep(pause);
        }
    }

    /** All items of a job, in the order of submission. */
    public List<ItemView> items(String jobId) throws IOException, InterruptedException {
        JavaType type = json.getTypeFactory().constructParametricType(Page.class, ItemView.class);
        List<ItemView> items = new ArrayList<>();
        for (int number = 0; ; number++) {
            Page<ItemView> page =
                    json.readValue(
                            send(request(
                                            "jobs/%s/items?page=%d&size=%d"
                                                    .formatted(jobId, number, PAGE)))
                                    .body(),
                            type);
            items.addAll(page.items());
            if (page.items().isEmpty() || items.size() >= page.total()) {
                return items;
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER);
    }

    private HttpRequest.Builder multipart(String path, String part, String name, byte[] file)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(file.length + 512);
        String head =
                String.join(
                        "\r\n",
                        "--" + BOUNDARY,
                        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\""
                                .formatted(part, name),
                        "Content-Type: audio/wav",
                        "",
                        "");
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder)
            throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        requireSuccess(response.statusCode(), request, response.body());
        return response;
    }

    private <T> T view(HttpResponse<String> response, Class<T> type) throws IOException {
        return json.readValue(response.body(), type);
    }

    private static void requireSuccess(int status, HttpRequest request, String body)
            throws IOException {
        if (status < 200 || status >= 300) {
            throw new IOException(
                    "%s %s was answered by %d %s"
                            .formatted(request.method(), request.uri(), status, body));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package lumen.cli.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lumen.cli.LumenUnavailableException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelAlias;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.ThresholdRequest;

/**
 * The requests to a gateway. Each answers with the view that the server sent, or fails in one of
 * three ways: {@link RequestRefusedException} when the server says what is wrong, {@link
 * LumenUnavailableException} when no answer came that can be understood, {@link
 * InterruptedException} when the user does not want it any more.
 */
public final class LumenClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LAST_ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final long SLOWEST_UPLOAD_BYTES_PER_SECOND = 50_000;
    private static final Duration USUAL_RETRY = Duration.ofSeconds(1);
    private static final int ITEMS_PER_PAGE = 200;

    private static final TypeReference<JobView> JOB = new TypeReference<>() {};
    private static final TypeReference<Page<JobView>> JOBS = new TypeReference<>() {};
    private static final TypeReference<Page<ItemView>> ITEMS = new TypeReference<>() {};
    private static final TypeReference<ModelView> MODEL = new TypeReference<>() {};
    private static final TypeReference<TestMetrics> METRICS = new TypeReference<>() {};
    private static final TypeReference<List<ModelView>> MODELS = new TypeReference<>() {};
    private static final TypeReference<ModelAlias> ALIAS = new TypeReference<>() {};
    private static final TypeReference<List<ModelAlias>> ALIASES = new TypeReference<>() {};

    private final URI address;
    private final HttpClient http;

    /**
     * @param address the gateway's base address
     */
    public LumenClient(URI address) {
        String text = address.toString();
        this.address = text.endsWith("/") ? address : URI.create(text + "/");
        this.http =
                HttpClient.newBuilder()
                        // An upgrade to HTTP/2 cannot be offered together with a streamed body.
                        .version(Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
    }

    /**
     * Submits files as one PREDICT job. A job that is created although the thread was interrupted
     * is cancelled again.
     *
     * @throws IOException if no answer came, or a file could not be read; sending the same upload
     *     again is safe
     */
    public JobView submit(MultipartUpload upload)
            throws IOException, RequestRefusedException, InterruptedException {
        Duration timeout =
                ANSWER_TIMEOUT.plusSeconds(upload.fileBytes() / SLOWEST_UPLOAD_BYTES_PER_SECOND);
        HttpRequest request =
                to("jobs")
                        .timeout(timeout)
                        .header("Content-Type", upload.contentType())
                        .header("Idempotency-Key", upload.idempotencyKey())
                        .POST(upload.body())
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return view(exchange.get(), JOB);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException cause
                    ? cause
                    : new IOException(failure.getCause());
        } catch (InterruptedException interruption) {
            cancelWhenTaken(exchange);
            throw interruption;
        }
    }

    /** Submits files that the server can read. */
    public JobView submit(JobRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return send("POST", "jobs", request, JOB);
    }

    /** The metrics of a TEST job that has ended. */
    public TestMetrics metrics(String jobId, OptionalInt batchSize)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String query = batchSize.isPresent() ? "?batchSize=" + batchSize.getAsInt() : "";
        return get("jobs/" + segment(jobId) + "/metrics" + query, METRICS);
    }

    /** Makes a model with thresholds that suit the files of a TEST job. */
    public ModelView tune(String jobId, ThresholdRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return send("POST", "jobs/" + segment(jobId) + "/thresholds", request, MODEL);
    }

    /** A plot or an export of a TEST job. */
    public Download download(String jobId, String path)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        HttpResponse<byte[]> response =
                send(
                        HttpRequest.newBuilder(
                                        address.resolve("jobs/" + segment(jobId) + "/" + path))
                                .timeout(DOWNLOAD_TIMEOUT)
                                .build());
        return new Download(
                Download.name(
                        response.headers().firstValue("Content-Disposition").orElse(""), path),
                response.body());
    }

    private void cancelWhenTaken(CompletableFuture<HttpResponse<byte[]>> exchange)
            throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    exchange.get(LAST_ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            JobView job = view(response, JOB);
            cancel(job.id());
        } catch (TimeoutException
                | ExecutionException
                | IOException
                | RequestRefusedException
                | LumenUnavailableException noJobToCancel) {
            exchange.cancel(true);
        }
    }

    /** A job as it is now. */
    public JobView job(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return get("jobs/" + segment(id), JOB);
    }

    /**
     * A page of the jobs, newest first.
     *
     * @param state only jobs in this state; null for all
     */
    public Page<JobView> jobs(State state, int page, int size)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String filter = state == null ? "" : "&state=" + state;
        return get("jobs?page=" + page + "&size=" + size + filter, JOBS);
    }

    /**
     * All items of a job, in the order in which they were submitted.
     *
     * @param state only items in this state; null for all
     */
    public List<ItemView> items(String jobId, State state)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String filter = state == null ? "" : "&state=" + state;
        List<ItemView> items = new ArrayList<>();
        Page<ItemView> page;
        do {
            page =
                    get(
                            "jobs/"
                                    + segment(jobId)
                                    + "/items?page="
                                    + items.size() / ITEMS_PER_PAGE
                                    + "&size="
                                    + ITEMS_PER_PAGE
                                    + filter,
                            ITEMS);
            items.addAll(page.items());
        } while (page.items().size() == ITEMS_PER_PAGE && items.size() < page.total());
        return items;
    }

    /** Cancels a job. */
    public void cancel(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        send(to("jobs/" + segment(id)).timeout(ANSWER_TIMEOUT).DELETE().build());
    }

    /** The models, without their cards. */
    public List<ModelView> models()
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return get("models", MODELS);
    }

    /** One model, with its card. */
    public ModelView model(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return get("models/" + path(id), MODEL);
    }

    /** The aliases of models, in the order of their names. */
    public List<ModelAlias> aliases()
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return get("model-aliases", ALIASES);
    }

    /**
     * Makes an alias mean a model, whatever it meant before.
     *
     * @param model a model's id, or another alias of it
     */
    public ModelAlias setAlias(String alias, String model)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return send("PUT", "model-aliases/" + segment(alias), Map.of("model", model), ALIAS);
    }

    /** Forgets an alias. */
    public void removeAlias(String alias)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        send(to("model-aliases/" + segment(alias)).timeout(ANSWER_TIMEOUT).DELETE().build());
    }

    /**
     * Listens to what happens to a job.
     *
     * @param listener gets each state of the job, called by another thread
     */
    public JobEvents follow(String jobId, Consumer<JobView> listener) {
        JobEvents events = new JobEvents(listener);
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("jobs/" + segment(jobId) + "/events"))
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build();
        events.reads(http.sendAsync(request, BodyHandlers.fromLineSubscriber(events.lines())));
        return events;
    }

    /** Ends all requests. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE);
    }

    private <T> T send(String method, String path, Object body, TypeReference<T> type)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            HttpRequest request =
                    to(path).timeout(ANSWER_TIMEOUT)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                            .build();
            return view(send(request), type);
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    private <T> T get(String path, TypeReference<T> type)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        HttpResponse<byte[]> response = send(to(path).timeout(ANSWER_TIMEOUT).GET().build());
        try {
            return view(response, type);
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            refuse(response);
            return response;
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    private <T> T view(HttpResponse<byte[]> response, TypeReference<T> type)
            throws IOException, RequestRefusedException {
        refuse(response);
        return Json.MAPPER.readValue(response.body(), type);
    }

    private static void refuse(HttpResponse<byte[]> response) throws RequestRefusedException {
        if (response.statusCode() / 100 != 2) {
            throw new RequestRefusedException(problem(response), retryAfter(response));
        }
    }

    private static Problem problem(HttpResponse<byte[]> response) {
        try {
            Problem problem = Json.MAPPER.readValue(response.body(), Problem.class);
            if (problem != null) {
                return problem;
            }
        } catch (IOException notAProblem) {
            // Something else than lumen answered, such as a proxy: its status has to do.
        }
        ErrorCode code =
                switch (response.statusCode()) {
                    case 413 -> ErrorCode.REQUEST_TOO_LARGE;
                    case 429 -> ErrorCode.TOO_BUSY;
                    case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
                    case 404 -> ErrorCode.NOT_FOUND;
                    default ->
                            response.statusCode() < 500
                                    ? ErrorCode.REQUEST_MALFORMED
                                    : ErrorCode.INTERNAL;
                };
        return Problem.of(code, "the server answered with status " + response.statusCode());
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(seconds)));
        } catch (NumberFormatException noneOrADate) {
            return USUAL_RETRY;
        }
    }

    /** The words for a request that got no answer, or one that is not lumen's. */
    public LumenUnavailableException unavailable(IOException cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new LumenUnavailableException(
                    "No lumen answers at " + address,
                    "Check the address, or start lumen there with: lumen up",
                    cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new LumenUnavailableException(
                    "The server at " + address + " did not answer in time",
                    "Look at " + address + "q/health and try again.",
                    cause);
        }
        if (cause instanceof JacksonException) {
            return new LumenUnavailableException(
                    "What answers at " + address + " does not speak as lumen does",
                    "Check the address given with --server or LUMEN_URL.",
                    cause);
        }
        return new LumenUnavailableException(
                "The connection to " + address + " broke: " + Objects.toString(cause.getMessage()),
                "Look at " + address + "q/health and try again.",
                cause);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A model's id may name a directory below the model directory. */
    private static String path(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            segments.add(segment(segment));
        }
        return String.join("/", segments);
    }
}

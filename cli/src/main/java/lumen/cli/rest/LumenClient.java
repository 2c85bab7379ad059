package lumen.cli.rest;

import static lumen.cli.rest.Requests.path;
import static lumen.cli.rest.Requests.segment;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lumen.cli.LumenUnavailableException;
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
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration LAST_ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final long SLOWEST_UPLOAD_BYTES_PER_SECOND = 50_000;
    private static final int ITEMS_PER_PAGE = 200;

    private static final TypeReference<JobView> JOB = new TypeReference<>() {};
    private static final TypeReference<Page<JobView>> JOBS = new TypeReference<>() {};
    private static final TypeReference<Page<ItemView>> ITEMS = new TypeReference<>() {};
    private static final TypeReference<ModelView> MODEL = new TypeReference<>() {};
    private static final TypeReference<TestMetrics> METRICS = new TypeReference<>() {};
    private static final TypeReference<List<ModelView>> MODELS = new TypeReference<>() {};
    private static final TypeReference<ModelAlias> ALIAS = new TypeReference<>() {};
    private static final TypeReference<List<ModelAlias>> ALIASES = new TypeReference<>() {};

    private final Requests requests;

    /**
     * @param address the gateway's base address
     */
    public LumenClient(URI address) {
        this.requests = new Requests(address);
    }

    /** The requests about training. */
    public Trainings trainings() {
        return new Trainings(requests);
    }

    /** The words for a request that got no answer, or one that is not lumen's. */
    public LumenUnavailableException unavailable(IOException cause) {
        return requests.unavailable(cause);
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
                requests.to("jobs")
                        .timeout(timeout)
                        .header("Content-Type", upload.contentType())
                        .header("Idempotency-Key", upload.idempotencyKey())
                        .POST(upload.body())
                        .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = requests.begin(request);
        try {
            return requests.view(exchange.get(), JOB);
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
        return requests.send("POST", "jobs", request, JOB);
    }

    /** The metrics of a TEST job that has ended. */
    public TestMetrics metrics(String jobId, OptionalInt batchSize)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String query = batchSize.isPresent() ? "?batchSize=" + batchSize.getAsInt() : "";
        return requests.get("jobs/" + segment(jobId) + "/metrics" + query, METRICS);
    }

    /** Makes a model with thresholds that suit the files of a TEST job. */
    public ModelView tune(String jobId, ThresholdRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.send("POST", "jobs/" + segment(jobId) + "/thresholds", request, MODEL);
    }

    /** A plot or an export of a TEST job. */
    public Download download(String jobId, String path)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        HttpResponse<byte[]> response =
                requests.send(
                        requests.to("jobs/" + segment(jobId) + "/" + path)
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
            JobView job = requests.view(response, JOB);
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
        return requests.get("jobs/" + segment(id), JOB);
    }

    /**
     * A page of the jobs, newest first.
     *
     * @param state only jobs in this state; null for all
     */
    public Page<JobView> jobs(State state, int page, int size)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String filter = state == null ? "" : "&state=" + state;
        return requests.get("jobs?page=" + page + "&size=" + size + filter, JOBS);
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
                    requests.get(
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
        requests.delete("jobs/" + segment(id));
    }

    /** The models, without their cards. */
    public List<ModelView> models()
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("models", MODELS);
    }

    /** One model, with its card. */
    public ModelView model(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("models/" + path(id), MODEL);
    }

    /** The aliases of models, in the order of their names. */
    public List<ModelAlias> aliases()
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("model-aliases", ALIASES);
    }

    /**
     * Makes an alias mean a model, whatever it meant before.
     *
     * @param model a model's id, or another alias of it
     */
    public ModelAlias setAlias(String alias, String model)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.send(
                "PUT", "model-aliases/" + segment(alias), Map.of("model", model), ALIAS);
    }

    /** Forgets an alias. */
    public void removeAlias(String alias)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        requests.delete("model-aliases/" + segment(alias));
    }

    /**
     * Listens to what happens to a job.
     *
     * @param listener gets each state of the job, called by another thread
     */
    public ServerEvents follow(String jobId, Consumer<JobView> listener) {
        return requests.listen(
                "jobs/" + segment(jobId) + "/events",
                event -> {
                    // Events about single items have the job's id, but not its counts.
                    if (event.has("kind") && event.has("items")) {
                        listener.accept(Json.MAPPER.treeToValue(event, JobView.class));
                    }
                });
    }

    /** Ends all requests. */
    @Override
    public void close() {
        requests.close();
    }
}

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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import lumen.cli.LumenUnavailableException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;

/** Sends requests to a gateway and reads answers and refusals. */
final class Requests implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration USUAL_RETRY = Duration.ofSeconds(1);

    private final URI address;
    private final HttpClient http;

    /**
     * @param address the gateway's base address
     */
    Requests(URI address) {
        String text = address.toString();
        this.address = text.endsWith("/") ? address : URI.create(text + "/");
        this.http =
                HttpClient.newBuilder()
                        // An upgrade to HTTP/2 cannot be offered together with a streamed body.
                        .version(Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
    }

    /** A request to a path below the base address, to be completed. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE);
    }

    <T> T get(String path, TypeReference<T> type)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        HttpResponse<byte[]> response = send(to(path).GET().build());
        try {
            return view(response, type);
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    void delete(String path)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        send(to(path).DELETE().build());
    }

    <T> T send(String method, String path, Object body, TypeReference<T> type)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            HttpRequest request =
                    to(path).header("Content-Type", "application/json")
                            .method(
                                    method,
                                    BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                            .build();
            return view(send(request), type);
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    /** Sends something whose answer tells nothing but that it was taken. */
    void post(String path, Object body)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            send(
                    to(path).header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                            .build());
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    HttpResponse<byte[]> send(HttpRequest request)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            refuse(response);
            return response;
        } catch (IOException exception) {
            throw unavailable(exception);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> begin(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /**
     * Listens to a stream of server-sent events.
     *
     * @param listener gets the data of each event, called by another thread
     */
    ServerEvents listen(String path, ServerEvents.Listener listener) {
        ServerEvents events = new ServerEvents(listener);
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build();
        events.reads(http.sendAsync(request, BodyHandlers.fromLineSubscriber(events.lines())));
        return events;
    }

    <T> T view(HttpResponse<byte[]> response, TypeReference<T> type)
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
    LumenUnavailableException unavailable(IOException cause) {
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

    /** A piece of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A model's id may name a directory below the model directory. */
    static String path(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            segments.add(segment(segment));
        }
        return String.join("/", segments);
    }

    /** Ends all requests. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}

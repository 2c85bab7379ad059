package lumen.standalone.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until a service says that it is ready to work. */
public final class Readiness {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private Readiness() {}

    /** A service is not ready in time; the message says why and holds the end of its log. */
    public static final class NotReadyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ServiceProcess service;

        private NotReadyException(ServiceProcess service, String what) {
            super(
                    "%s %s. The end of its log:%n%s"
                            .formatted(service.name(), what, String.join("\n", service.logTail())));
            this.service = service;
        }

        /** The service that is not ready. */
        public ServiceProcess service() {
            return service;
        }
    }

    /**
     * Asks {@code /q/health/ready} until the answer is yes.
     *
     * @param limit how long to wait
     * @throws NotReadyException if the time is over, or the service died too often
     */
    public static void await(ServiceProcess service, Duration limit)
            throws NotReadyException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String latest = "it does not answer";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                if (service.isGivenUp()) {
                    throw new NotReadyException(service, "keeps ending");
                }
                try {
                    HttpResponse<String> answer =
                            client.send(question(service), HttpResponse.BodyHandlers.ofString());
                    boolean own =
                            answer.headers()
                                    .allValues(ServiceLaunch.TOKEN_HEADER)
                                    .contains(service.token());
                    if (own && answer.statusCode() == 200) {
                        return;
                    }
                    latest = own ? answer.body() : "another program answers on its port";
                } catch (IOException notListening) {
                    latest = "it does not answer";
                }
                Thread.sleep(PAUSE);
            }
        }
        throw new NotReadyException(
                service, "is not ready after %d s: %s".formatted(limit.toSeconds(), latest));
    }

    private static HttpRequest question(ServiceProcess service) {
        return HttpRequest.newBuilder(URI.create(service.address() + "/q/health/ready"))
                .timeout(ANSWER_LIMIT)
                .build();
    }
}

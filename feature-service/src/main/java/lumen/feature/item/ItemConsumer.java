package lumen.feature.item;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.FeatureRequest;
import lumen.feature.delivery.DeliveryException;
import lumen.feature.delivery.FailureReporter;
import lumen.feature.operation.ItemMetrics;
import lumen.feature.operation.WorkerCount;
import lumen.feature.request.InvalidRequestException;
import lumen.feature.request.Purpose;
import lumen.feature.request.RequestReader;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes requests from the topics, as many at once as there are workers, and acknowledges each when
 * its outcome is on its topic. What cannot be processed goes to the dead-letter topic. Samples of
 * training runs are worked on while predictions leave a core free.
 */
@ApplicationScoped
public class ItemConsumer {
    private static final Logger LOG = Logger.getLogger(ItemConsumer.class);

    /** The Kafka connector ends its channels at 50. */
    private static final int AFTER_CHANNELS = 100;

    private static final Duration STOPPING = Duration.ofSeconds(5);

    /** What becomes of a request's record. */
    private sealed interface Disposition {
        /** Done: never deliver it again. */
        record Acknowledge() implements Disposition {}

        /** A fault of ours: put it aside with its reason. */
        record PutAside(Exception reason) implements Disposition {}

        /** The service stops: another worker shall have it. */
        record Leave() implements Disposition {}
    }

    private final Multi<Message<byte[]>> predictions;
    private final Multi<Message<byte[]>> samples;
    private final RequestReader reader;
    private final ItemProcessor processor;
    private final FailureReporter failures;
    private final ItemMetrics metrics;
    private final int concurrency;
    private final Turns turns;
    private final List<ExecutorService> pools = new ArrayList<>();

    public ItemConsumer(
            @Channel("audio") Multi<Message<byte[]>> predictions,
            @Channel("training") Multi<Message<byte[]>> samples,
            RequestReader reader,
            ItemProcessor processor,
            FailureReporter failures,
            ItemMetrics metrics,
            WorkerCount workerCount) {
        this.predictions = predictions;
        this.samples = samples;
        this.reader = reader;
        this.processor = processor;
        this.failures = failures;
        this.metrics = metrics;
        this.concurrency = workerCount.threads();
        this.turns = new Turns(concurrency);
    }

    void start(@Observes StartupEvent started) {
        take(predictions, Purpose.PREDICTION, "feature-");
        take(samples, Purpose.TRAINING, "training-");
    }

    private void take(Multi<Message<byte[]>> requests, Purpose purpose, String threadName) {
        // Platform threads, as many as cores: decoding and transforms compute and never wait long.
        ThreadFactory factory = Thread.ofPlatform().name(threadName, 1).daemon(true).factory();
        ExecutorService workers = Executors.newFixedThreadPool(concurrency, factory);
        pools.add(workers);
        requests.onItem()
                .transformToUni(message -> handle(message, purpose, workers))
                .merge(concurrency)
                .subscribe()
                .with(
                        nothing -> {},
                        failure -> {
                            LOG.fatal("no more requests can be taken, stopping", failure);
                            Quarkus.asyncExit(1);
                        });
    }

    /**
     * Ends the workers after the channel has let them finish what it had given them, and before the
     * producer that they use is closed.
     */
    void stop(
            @Observes @Priority(AFTER_CHANNELS) @BeforeDestroyed(ApplicationScoped.class)
                    Object event)
            throws InterruptedException {
        pools.forEach(ExecutorService::shutdownNow);
        for (ExecutorService workers : pools) {
            if (!workers.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a worker does not stop; its item is left for another worker");
            }
        }
    }

    private Uni<Void> handle(Message<byte[]> message, Purpose purpose, ExecutorService workers) {
        return Uni.createFrom()
                .item(() -> work(message.getPayload(), purpose))
                .runSubscriptionOn(workers)
                .onItem()
                .transformToUni(
                        disposition ->
                                switch (disposition) {
                                    case Disposition.Acknowledge() ->
                                            Uni.createFrom().completionStage(message.ack());
                                    case Disposition.PutAside(Exception reason) ->
                                            Uni.createFrom().completionStage(message.nack(reason));
                                    case Disposition.Leave() -> Uni.createFrom().voidItem();
                                });
    }

    private Disposition work(byte[] value, Purpose purpose) {
        FeatureRequest request;
        try {
            request = reader.read(value);
        } catch (InvalidRequestException e) {
            LOG.errorf("a request is put aside as a dead letter: %s", e.getMessage());
            metrics.deadLetter();
            return new Disposition.PutAside(e);
        }
        try {
            reader.check(request, purpose);
            turns.begin(purpose);
            try {
                long start = System.nanoTime();
                Outcome outcome = processor.process(request);
                tell(request, outcome, Duration.ofNanos(System.nanoTime() - start));
            } finally {
                turns.end(purpose);
            }
            return new Disposition.Acknowledge();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return leave(request);
        } catch (InvalidRequestException e) {
            return putAside(request, e);
        } catch (RuntimeException e) {
            // Whatever an interrupted thread fails with, it says nothing about the request.
            return Thread.currentThread().isInterrupted() ? leave(request) : putAside(request, e);
        }
    }

    private static Disposition leave(FeatureRequest request) {
        LOG.infof("left for another worker job=%s item=%s", request.jobId(), request.itemId());
        return new Disposition.Leave();
    }

    /** The record is kept for us, but its job must not wait for the item for ever. */
    private Disposition putAside(FeatureRequest request, Exception reason) {
        LOG.errorf(
                reason,
                "a request is put aside as a dead letter job=%s item=%s",
                request.jobId(),
                request.itemId());
        metrics.deadLetter();
        try {
            failures.report(
                    request,
                    ErrorCode.INTERNAL,
                    "The features of this item cannot be computed: " + reason.getMessage());
        } catch (InterruptException e) {
            return leave(request);
        } catch (DeliveryException e) {
            reason.addSuppressed(e);
        }
        return new Disposition.PutAside(reason);
    }

    private void tell(FeatureRequest request, Outcome outcome, Duration time) {
        metrics.ended(outcome, time);
        switch (outcome) {
            case Outcome.Delivered(
                            double audioSeconds,
                            int windows,
                            int parts,
                            Outcome.Effort effort) ->
                    LOG.debugf(
                            "features delivered job=%s item=%s audio_seconds=%s windows=%s parts=%s"
                                    + " seconds=%s delivery_seconds=%s",
                            request.jobId(),
                            request.itemId(),
                            rounded(audioSeconds),
                            windows,
                            parts,
                            rounded(time.toNanos() / 1e9),
                            rounded(effort.delivery().toNanos() / 1e9));
            case Outcome.Failed(ErrorCode code, String detail) ->
                    LOG.infof(
                            "audio cannot be used job=%s item=%s code=%s detail=%s",
                            request.jobId(), request.itemId(), code, detail);
            case Outcome.Skipped() ->
                    LOG.debugf(
                            "skipped, its job is cancelled job=%s item=%s",
                            request.jobId(), request.itemId());
        }
    }

    private static String rounded(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}

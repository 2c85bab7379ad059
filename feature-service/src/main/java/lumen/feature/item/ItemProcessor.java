package lumen.feature.item;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.SampleSource;
import lumen.audio.sample.Extraction;
import lumen.audio.sample.FeatureRecipe;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.feature.delivery.DeliveryException;
import lumen.feature.delivery.FailureReporter;
import lumen.feature.delivery.RecordSender;
import lumen.feature.delivery.TensorDelivery;
import lumen.feature.extraction.PartAssembler;
import lumen.feature.extraction.Recipes;
import lumen.feature.request.CancelledJobs;
import lumen.feature.request.InvalidRequestException;
import lumen.feature.source.Clips;
import lumen.feature.source.DataRoots;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Turns the audio of one item into features on the reply topic, or into a failure that the gateway
 * is told. Returns only when the broker has everything, so that the request may be acknowledged.
 */
@ApplicationScoped
public class ItemProcessor {
    private static final Logger LOG = Logger.getLogger(ItemProcessor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final DataRoots roots;
    private final Clips clips;
    private final Recipes recipes;
    private final RecordSender sender;
    private final FailureReporter failures;
    private final CancelledJobs cancelledJobs;

    public ItemProcessor(
            DataRoots roots,
            Clips clips,
            Recipes recipes,
            RecordSender sender,
            FailureReporter failures,
            CancelledJobs cancelledJobs) {
        this.roots = roots;
        this.clips = clips;
        this.recipes = recipes;
        this.sender = sender;
        this.failures = failures;
        this.cancelledJobs = cancelledJobs;
    }

    /**
     * Works on one item. While the broker is away this waits and begins the item again, from its
     * first part: whoever reads the parts drops those it has.
     *
     * @throws InvalidRequestException when the request can never be fulfilled
     * @throws InterruptException when the service stops; the item must be left for another worker
     */
    public Outcome process(FeatureRequest request) throws InvalidRequestException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return attempt(request);
            } catch (DeliveryException e) {
                switch (e.remedy()) {
                    case NONE -> throw new InvalidRequestException(e.getMessage(), e);
                    case RETRY -> {
                        LOG.warnf(
                                "%s; trying again in %d ms job=%s item=%s",
                                e.getMessage(),
                                pause.toMillis(),
                                request.jobId(),
                                request.itemId());
                        sleep(pause);
                        pause = longer(pause);
                    }
                }
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Outcome attempt(FeatureRequest request) throws InvalidRequestException {
        if (cancelledJobs.contains(request.jobId())) {
            return new Outcome.Skipped();
        }
        TensorDelivery delivery = new TensorDelivery(sender, request.replyTopic());
        FeatureRecipe recipe;
        PartAssembler parts;
        try {
            recipe = recipes.recipe(request);
            parts =
                    new PartAssembler(
                            request,
                            recipe.specification().rows(),
                            recipe.specification().windowFrames(),
                            delivery::send);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(e.getMessage(), e);
        }
        try {
            List<SampleSource> sources = new ArrayList<>();
            for (AudioReference reference : request.audio()) {
                sources.add(clips.clip(roots.locate(reference.uri())));
            }
            long begin = System.nanoTime();
            Extraction extraction =
                    recipe.extract(
                            sources,
                            (index, start, end, values) -> {
                                requireWanted(request);
                                parts.add(start, end, values);
                            });
            Duration transform = Duration.ofNanos((long) (extraction.transformSeconds() * 1e9));
            Duration decoding =
                    Duration.ofNanos(System.nanoTime() - begin)
                            .minus(transform)
                            .minus(delivery.time());
            parts.finish(extraction.durationSeconds());
            delivery.awaitAll();
            return new Outcome.Delivered(
                    extraction.durationSeconds(),
                    extraction.windows(),
                    parts.parts(),
                    new Outcome.Effort(decoding, transform, delivery.time()));
        } catch (CancellationException e) {
            return new Outcome.Skipped();
        } catch (LumenException e) {
            return fail(request, e.code(), e.getMessage());
        } catch (AudioException e) {
            delivery.awaitAll();
            return fail(request, codeOf(e.reason()), e.getMessage());
        }
    }

    /** A long file is given up in its middle when its job is cancelled or the service stops. */
    private void requireWanted(FeatureRequest request) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptException("the service stops");
        }
        if (cancelledJobs.contains(request.jobId())) {
            throw new CancellationException("job " + request.jobId() + " is cancelled");
        }
    }

    private Outcome fail(FeatureRequest request, ErrorCode code, String detail) {
        failures.report(request, code, detail);
        return new Outcome.Failed(code, detail);
    }

    private static ErrorCode codeOf(AudioException.Reason reason) {
        return switch (reason) {
            case EMPTY -> ErrorCode.AUDIO_EMPTY;
            case UNREADABLE -> ErrorCode.AUDIO_UNREADABLE;
            case TRUNCATED -> ErrorCode.AUDIO_TRUNCATED;
            case NOT_FINITE -> ErrorCode.AUDIO_NOT_FINITE;
            case IMPLAUSIBLE -> ErrorCode.AUDIO_IMPLAUSIBLE;
            case TOO_LONG -> ErrorCode.AUDIO_TOO_LONG;
            case TOO_LARGE -> ErrorCode.AUDIO_TOO_LARGE;
            case TIMEOUT -> ErrorCode.AUDIO_TIMEOUT;
            case DECODER_DIED -> ErrorCode.AUDIO_DECODER_DIED;
            case NOT_FOUND -> ErrorCode.AUDIO_NOT_FOUND;
        };
    }
}

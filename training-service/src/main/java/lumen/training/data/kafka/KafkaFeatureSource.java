package lumen.training.data.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import lumen.training.data.FeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleException;
import lumen.training.data.SampleFeatures;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Asks feature-service over Kafka and gathers its answers on a topic of the run's own.
 *
 * <p>Nothing is asked for only once: when no answer has come for a while, because feature-service
 * or the broker was away, or when others have long been answered, what is missing is asked for
 * again. Answers that come twice count once. While the broker is away the run waits.
 */
public final class KafkaFeatureSource implements FeatureSource {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int LONGEST_PATIENCE = 8;

    /** A sample is taken for lost while others are answered after so many times the patience. */
    private static final int OVERTAKEN = 4;

    private final KafkaSettings settings;
    private final Consumer<String> log;
    private final RunTopic topic;
    private final RequestSender sender;
    private final AnswerReader reader;
    private final ExecutorService sending;
    private final Thread reading;

    private final Map<String, PendingSample> inFlight = new LinkedHashMap<>();
    private final LinkedHashMap<String, PendingSample> waiting = new LinkedHashMap<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private boolean closed;
    private KafkaException fault;

    /** Both for the reading thread only. */
    private long lastSign;

    private long heardAt;
    private int impatience = 1;

    /**
     * Begins to ask; the broker need not be there yet.
     *
     * @param log takes lines for people
     */
    public KafkaFeatureSource(KafkaSettings settings, Consumer<String> log) {
        this.settings = settings;
        this.log = log;
        topic = new RunTopic(settings.broker(), settings.run());
        sender = new RequestSender(settings, topic.name());
        reader = new AnswerReader(settings, log);
        sending =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("feature-requests-", 0).factory());
        reading = Thread.ofPlatform().daemon().name("feature-answers").start(this::read);
    }

    @Override
    public CompletableFuture<SampleFeatures> request(Sample sample) {
        CompletableFuture<SampleFeatures> answer = new CompletableFuture<>();
        PendingSample pending;
        synchronized (this) {
            if (fault != null) {
                return CompletableFuture.failedFuture(fault);
            }
            if (closed) {
                throw new IllegalStateException("the source is closed");
            }
            pending = inFlight.get(sample.id());
            if (pending == null) {
                pending = waiting.computeIfAbsent(sample.id(), id -> new PendingSample(sample));
            }
            pending.add(answer);
        }
        PendingSample asked = pending;
        CompletableFuture<?> _ = answer.whenComplete((features, failure) -> forget(asked, answer));
        askNext();
        return answer;
    }

    private void forget(PendingSample pending, CompletableFuture<SampleFeatures> answer) {
        synchronized (this) {
            if (pending.remove(answer)) {
                waiting.remove(pending.sample().id(), pending);
                inFlight.remove(pending.sample().id(), pending);
            }
        }
        askNext();
    }

    /** Asks for those that wait, as far as they may be in flight. */
    private void askNext() {
        List<PendingSample> next = new ArrayList<>();
        synchronized (this) {
            while (!closed && !waiting.isEmpty() && inFlight.size() < settings.inFlight()) {
                PendingSample pending = waiting.pollFirstEntry().getValue();
                inFlight.put(pending.sample().id(), pending);
                next.add(pending);
            }
        }
        ask(next);
    }

    private synchronized List<CompletableFuture<SampleFeatures>> answers(PendingSample pending) {
        return pending.answers();
    }

    private synchronized List<CompletableFuture<SampleFeatures>> allAnswers() {
        List<CompletableFuture<SampleFeatures>> all = new ArrayList<>();
        inFlight.values().forEach(pending -> all.addAll(pending.answers()));
        waiting.values().forEach(pending -> all.addAll(pending.answers()));
        return all;
    }

    private void ask(List<PendingSample> samples) {
        long now = System.nanoTime();
        synchronized (this) {
            samples.forEach(pending -> pending.asked(now));
        }
        for (PendingSample pending : samples) {
            execute(() -> sender.ask(pending.sample(), this::fail));
        }
    }

    /** On the thread that may wait for the broker, once the run's topic is there. */
    private void execute(Runnable action) {
        try {
            sending.execute(
                    () -> {
                        try {
                            opened.join();
                            action.run();
                        } catch (InterruptException | CancellationException e) {
                            // The source is being closed.
                        } catch (RetriableException e) {
                            // What was not sent has no answer and is asked for again.
                            log.accept("features cannot be asked for: " + e.getMessage());
                        } catch (KafkaException e) {
                            fail(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            // Likewise.
        }
    }

    private void fail(Exception reason) {
        KafkaException why =
                reason instanceof KafkaException one ? one : new KafkaException(reason);
        synchronized (this) {
            if (closed || fault != null) {
                return;
            }
            fault = why;
        }
        allAnswers().forEach(answer -> answer.completeExceptionally(why));
    }

    private void read() {
        try {
            open();
            deleteAbandoned();
            while (!isClosed()) {
                readOnce();
            }
        } catch (WakeupException | InterruptException e) {
            // The source is being closed.
        } catch (KafkaException e) {
            fail(e);
        } finally {
            opened.cancel(true);
            // An interrupted thread cannot close its consumer.
            boolean interrupted = Thread.interrupted();
            reader.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void open() {
        while (!opened.isDone()) {
            try {
                List<TopicPartition> partitions = topic.ensure();
                sender.giveSignOfLife();
                reader.open(partitions);
                lastSign = System.nanoTime();
                heardAt = lastSign;
                opened.complete(null);
            } catch (RetriableException e) {
                log.accept("waiting for the broker: " + e.getMessage());
                pause();
            }
        }
    }

    private void deleteAbandoned() {
        try {
            topic.deleteAbandoned(Instant.now())
                    .forEach(other -> log.accept("deleted the topic of a dead run: " + other));
        } catch (RetriableException e) {
            log.accept("topics of dead runs are left to the next run: " + e.getMessage());
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void readOnce() {
        try {
            List<AnswerReader.Answer> answers = reader.poll(POLL);
            long now = System.nanoTime();
            if (!answers.isEmpty()) {
                heardAt = now;
                impatience = 1;
                answers.forEach(this::take);
            }
            askAgain(now);
            if (now - lastSign > BETWEEN_SIGNS_OF_LIFE.toNanos()) {
                lastSign = now;
                execute(sender::giveSignOfLife);
            }
        } catch (RetriableException e) {
            log.accept("features cannot be read: " + e.getMessage());
            pause();
        }
    }

    private void take(AnswerReader.Answer answer) {
        PendingSample pending;
        synchronized (this) {
            pending = inFlight.get(answer.sampleId());
        }
        if (pending == null) {
            return; // It came before, or nobody wants it any more.
        }
        switch (answer) {
            case AnswerReader.Answer.Part(var tensor) -> {
                try {
                    if (pending.add(tensor)) {
                        SampleFeatures features = pending.features();
                        answers(pending).forEach(waiter -> waiter.complete(features));
                    }
                } catch (IllegalArgumentException e) {
                    log.accept("an answer is passed over: " + e.getMessage());
                }
            }
            case AnswerReader.Answer.Failure(var failure) ->
                    answers(pending)
                            .forEach(
                                    waiter ->
                                            waiter.completeExceptionally(
                                                    new SampleException(
                                                            failure.code(), failure.detail())));
        }
    }

    /** Asks for everything again if there is silence, else for what has been overtaken. */
    private void askAgain(long now) {
        boolean silence = now - heardAt > settings.patience().toNanos() * impatience;
        List<PendingSample> overdue = overdue(now, silence);
        if (overdue.isEmpty()) {
            return;
        }
        log.accept(
                "no features of %d samples for %d s: asking again"
                        .formatted(
                                overdue.size(),
                                Duration.ofNanos(now - overdue.getFirst().askedAt()).toSeconds()));
        if (silence) {
            impatience = Math.min(LONGEST_PATIENCE, 2 * impatience);
            heardAt = now;
            // Somebody may have deleted it.
            reader.follow(topic.ensure());
        }
        ask(overdue);
    }

    private synchronized List<PendingSample> overdue(long now, boolean silence) {
        long patience = settings.patience().toNanos();
        List<PendingSample> overdue = new ArrayList<>();
        for (PendingSample pending : inFlight.values()) {
            int factor =
                    silence ? impatience : OVERTAKEN * Math.min(LONGEST_PATIENCE, pending.times());
            if (now - pending.askedAt() > patience * factor) {
                overdue.add(pending);
            }
        }
        return overdue;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Cancels what is not answered, and deletes the run's topic. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        allAnswers().forEach(answer -> answer.cancel(true));
        sending.shutdownNow();
        reader.wakeUp();
        reading.interrupt();
        awaitEnd();
        try {
            topic.delete();
        } catch (KafkaException e) {
            log.accept("the topic %s is left: %s".formatted(topic.name(), e.getMessage()));
        }
        sender.close();
        topic.close();
    }

    private void awaitEnd() {
        try {
            reading.join(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

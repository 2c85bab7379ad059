package lumen.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleSource;
import lumen.audio.sample.FeatureRecipe;
import lumen.audio.sample.StreamedClip;
import lumen.audio.sample.VariedSample;
import lumen.contracts.error.ErrorCode;

/** Computes features in this process, by what feature-service computes them by. */
public final class LocalFeatureSource implements FeatureSource {
    private final Map<FeatureSpecification, FeatureExtractor> extractors =
            new ConcurrentHashMap<>();
    private final DecodingLimits limits = DecodingLimits.defaults();
    private final Map<JsonNode, Augmentations> augmentations = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * Starts the threads.
     *
     * @param threadCount how many samples are worked on at once, at least 1
     */
    public LocalFeatureSource(int threadCount) {
        threads =
                Executors.newFixedThreadPool(
                        threadCount, Thread.ofPlatform().daemon().name("features-", 0).factory());
    }

    @Override
    public CompletableFuture<SampleFeatures> request(Sample sample) {
        CompletableFuture<SampleFeatures> answer = new CompletableFuture<>();
        threads.execute(
                () -> {
                    if (!answer.isDone()) {
                        answer(sample, answer);
                    }
                });
        return answer;
    }

    private void answer(Sample sample, CompletableFuture<SampleFeatures> answer) {
        try {
            answer.complete(features(sample));
        } catch (AudioException e) {
            answer.completeExceptionally(new SampleException(codeOf(e.reason()), e.getMessage()));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            answer.completeExceptionally(new SampleException(ErrorCode.INTERNAL, e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            answer.completeExceptionally(e);
        }
    }

    private SampleFeatures features(Sample sample) throws AudioException {
        List<SampleSource> clips =
                sample.recordings().stream()
                        .map(path -> SampleSource.of(AudioSource.of(path)))
                        .toList();
        Windows windows = new Windows();
        recipe(sample).extract(clips, (index, start, end, values) -> windows.add(values));
        return windows.features();
    }

    private FeatureRecipe recipe(Sample sample) {
        FeatureExtractor extractor =
                extractors.computeIfAbsent(sample.features(), FeatureExtractor::of);
        return sample.variation()
                .<FeatureRecipe>map(
                        variation ->
                                new VariedSample(
                                        extractor,
                                        augmentations
                                                .computeIfAbsent(
                                                        variation.augmentations(),
                                                        json ->
                                                                Augmentations.fromJson(
                                                                        json, Path::of))
                                                .sample(
                                                        variation.seed(),
                                                        sample.id(),
                                                        variation.epoch()),
                                        limits))
                .orElseGet(() -> new StreamedClip(extractor, limits));
    }

    /** Every reason of audio that cannot be used is in the catalogue of errors. */
    static ErrorCode codeOf(AudioException.Reason reason) {
        return ErrorCode.valueOf("AUDIO_" + reason.name());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Windows one after the other in one array. */
    private static final class Windows {
        private float[] values = new float[0];
        private int size;
        private int count;

        void add(float[] window) {
            if (size + window.length > values.length) {
                values = Arrays.copyOf(values, size == 0 ? window.length : 2 * values.length);
            }
            System.arraycopy(window, 0, values, size, window.length);
            size += window.length;
            count++;
        }

        SampleFeatures features() {
            return new SampleFeatures(
                    size == values.length ? values : Arrays.copyOf(values, size), count);
        }
    }
}

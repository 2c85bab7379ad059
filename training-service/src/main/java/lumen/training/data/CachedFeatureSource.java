package lumen.training.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps the features of samples that are not varied on disk, where later epochs and runs find them,
 * and asks another source for all others. What is kept is known by the file's real path, size and
 * time of change, and by the feature specification.
 */
public final class CachedFeatureSource implements FeatureSource {
    private final FeatureSource source;
    private final FeatureCache cache;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param source computes what is not there yet; closed with this
     */
    public CachedFeatureSource(FeatureSource source, FeatureCache cache) {
        this.source = source;
        this.cache = cache;
    }

    @Override
    public CompletableFuture<SampleFeatures> request(Sample sample) {
        if (sample.variation().isPresent()) {
            return source.request(sample);
        }
        CompletableFuture<SampleFeatures> answer = new CompletableFuture<>();
        readers.execute(
                () -> {
                    try {
                        answer(sample, answer);
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    private void answer(Sample sample, CompletableFuture<SampleFeatures> answer) {
        if (answer.isDone()) {
            return;
        }
        Optional<String> key = key(sample);
        Optional<SampleFeatures> kept = key.flatMap(cache::get);
        if (kept.isPresent()) {
            answer.complete(kept.get());
            return;
        }
        CompletableFuture<SampleFeatures> computed = source.request(sample);
        CompletableFuture<?> _ = answer.whenComplete((features, failure) -> computed.cancel(true));
        CompletableFuture<?> _ =
                computed.whenComplete(
                        (features, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(failure);
                                return;
                            }
                            try {
                                // A file that was changed meanwhile is another one.
                                if (key.isPresent() && key.equals(key(sample))) {
                                    cache.put(key.get(), features);
                                }
                            } finally {
                                answer.complete(features);
                            }
                        });
    }

    /** Empty when the file cannot be found; the source tells why. */
    private static Optional<String> key(Sample sample) {
        try {
            Path real = sample.own().toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            String identity =
                    String.join(
                            "\0",
                            real.toString(),
                            Long.toString(attributes.size()),
                            attributes.lastModifiedTime().toString(),
                            sample.features().toJson().toString());
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(identity.getBytes(StandardCharsets.UTF_8));
            return Optional.of(HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        source.close();
        readers.shutdown();
    }
}

package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    private static final int VALUES = 250;

    /** With its header. */
    private static final int ENTRY_BYTES = 24 + 4 * VALUES;

    @TempDir Path directory;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private FeatureCache cache(long maxBytes) throws IOException {
        return new FeatureCache(directory, maxBytes, lines::add);
    }

    private static SampleFeatures features(float value) {
        float[] values = new float[VALUES];
        Arrays.fill(values, value);
        return new SampleFeatures(values, 2);
    }

    private static String key(int number) {
        return "%064x".formatted(number * 0x1F00000000000001L);
    }

    private Path file(int number) {
        return directory.resolve(key(number).substring(0, 2)).resolve(key(number));
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    @Test
    void featuresAreThereForTheNextRun() throws IOException {
        // Given
        cache(1 << 20).put(key(1), new SampleFeatures(new float[] {1, -0f, Float.MIN_VALUE, 4}, 2));

        // When
        Optional<SampleFeatures> features = cache(1 << 20).get(key(1));

        // Then
        assertThat(features).isPresent();
        assertThat(features.get().windows()).isEqualTo(2);
        assertThat(features.get().values()).containsExactly(1, -0f, Float.MIN_VALUE, 4);
        assertThat(cache(1 << 20).get(key(2))).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws IOException {
        // Given ten that fit, of which the first was used again
        FeatureCache cache = cache(10 * ENTRY_BYTES);
        for (int number = 1; number <= 10; number++) {
            cache.put(key(number), features(number));
            Files.setLastModifiedTime(
                    file(number), FileTime.from(Instant.now().minusSeconds(100 - number)));
        }
        cache.get(key(1));

        // When
        cache.put(key(11), features(11));

        // Then nine are left
        assertThat(cache.get(key(1))).isPresent();
        assertThat(cache.get(key(2))).isEmpty();
        assertThat(cache.get(key(3))).isEmpty();
        assertThat(cache.get(key(4))).isPresent();
        assertThat(bytes()).isEqualTo(9 * ENTRY_BYTES);
    }

    @Test
    void aLowerLimitHoldsFromTheStart() throws IOException {
        // Given
        FeatureCache large = cache(1 << 20);
        for (int number = 1; number <= 20; number++) {
            large.put(key(number), features(number));
        }

        // When
        cache(5 * ENTRY_BYTES);

        // Then
        assertThat(bytes()).isLessThanOrEqualTo(5 * ENTRY_BYTES);
    }

    @Test
    void whatIsLargerThanTheCacheIsNotKept() throws IOException {
        // Given
        FeatureCache cache = cache(100);

        // When
        cache.put(key(1), features(1));

        // Then
        assertThat(bytes()).isZero();
    }

    @Test
    void damagedFeaturesAreNotThere() throws IOException {
        // Given one whose last byte was changed, one that was cut off, one that is empty
        FeatureCache cache = cache(1 << 20);
        for (int number = 1; number <= 3; number++) {
            cache.put(key(number), features(number));
        }
        byte[] changed = Files.readAllBytes(file(1));
        changed[changed.length - 1] ^= 1;
        Files.write(file(1), changed);
        Files.write(file(2), Arrays.copyOf(Files.readAllBytes(file(2)), 500));
        Files.write(file(3), new byte[0]);

        // When
        List<Optional<SampleFeatures>> found =
                List.of(cache.get(key(1)), cache.get(key(2)), cache.get(key(3)));

        // Then
        assertThat(found).allMatch(Optional::isEmpty);
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("damaged"));
        cache.put(key(1), features(1));
        assertThat(cache.get(key(1))).isPresent();
    }

    @Test
    void whatACrashLeftIsDeleted() throws IOException {
        // Given
        Path old = Files.createDirectories(directory.resolve("aa")).resolve("1.part");
        Path young = directory.resolve("aa").resolve("2.part");
        Files.write(old, new byte[100]);
        Files.write(young, new byte[100]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));

        // When
        cache(1 << 20);

        // Then
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void severalRunsShareADirectory() throws Exception {
        // Given two caches with room for half of what is put there
        long limit = 50L * ENTRY_BYTES;
        List<FeatureCache> caches = List.of(cache(limit), cache(limit));

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> users = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                FeatureCache cache = caches.get(thread % 2);
                users.add(() -> putAndGet(cache));
            }
            for (Future<Void> user : threads.invokeAll(users)) {
                user.get();
            }
        }

        // Then
        assertThat(lines).isEmpty();
        assertThat(bytes()).isLessThanOrEqualTo(limit + 2 * limit / 16);
    }

    private static Void putAndGet(FeatureCache cache) {
        for (int number = 1; number <= 100; number++) {
            cache.put(key(number), features(number));
            Optional<SampleFeatures> found = cache.get(key(number));
            if (found.isPresent()) {
                assertThat(found.get().values()).containsOnly(number);
            }
        }
        return null;
    }

    @Test
    void aFullDiskEndsCachingButNotTheRun() throws IOException {
        // Given a file where a directory is needed
        FeatureCache cache = cache(1 << 20);
        Files.write(file(1).getParent(), new byte[1]);

        // When
        cache.put(key(1), features(1));
        cache.put(key(1), features(1));

        // Then
        assertThat(lines).singleElement().asString().contains("no longer cached");
    }
}

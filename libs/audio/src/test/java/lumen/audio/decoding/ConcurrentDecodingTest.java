package lumen.audio.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many decodings at once: more than JavaCPP has native slots for callbacks. */
class ConcurrentDecodingTest {
    private static final String[] NAMES = {"sine.mp3", "sine.ogg", "sine.flac", "sine.m4a"};

    @Test
    void everyThreadGetsItsOwnFile() throws Exception {
        // Given four files and their samples, decoded one after the other
        List<float[]> wanted = new ArrayList<>();
        for (String name : NAMES) {
            wanted.add(decode(name));
        }
        // When forty decodings run on twenty threads
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = NAMES[i % NAMES.length];
            tasks.add(() -> decode(name));
        }
        List<Future<float[]>> results;
        try (ExecutorService executor = Executors.newFixedThreadPool(20)) {
            results = executor.invokeAll(tasks);
        }
        // Then each gives the samples of its file
        for (int i = 0; i < results.size(); i++) {
            assertThat(Arrays.equals(results.get(i).get(), wanted.get(i % NAMES.length))).isTrue();
        }
    }

    private static float[] decode(String name) throws AudioException {
        return AudioDecoder.decodeAll(
                AudioSource.of(TestingFiles.bytes(name)), 16_000, DecodingLimits.defaults());
    }
}

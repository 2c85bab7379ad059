package lumen.audio.decoding.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioException.Reason;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import org.junit.jupiter.api.Test;

/**
 * Damaged files of every container, decoded inside this process, so that a crash of FFmpeg would
 * end the test. Told by system properties how long to go on:
 *
 * <ul>
 *   <li>{@code lumen.fuzz.files}: how many files, {@value #FILES} unless said
 *   <li>{@code lumen.fuzz.seed}: which files, {@value #SEED} unless said
 *   <li>{@code lumen.fuzz.seconds}: after what time to stop nevertheless, {@value #SECONDS} unless
 *       said
 * </ul>
 */
class FuzzTest {
    static final int FILES = 1_400;
    static final long SEED = 1;
    static final int SECONDS = 20;

    private static final int RATE = 16_000;

    /** No file has two seconds of sound, so none may take longer, however busy the machine is. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final DecodingLimits LIMITS =
            DecodingLimits.defaults().withDeadline(LONGEST).withMaxDuration(Duration.ofMinutes(1));

    /** By then every codec and every message has been used, and memory has its size. */
    private static final int FILES_OF_WARM_UP = 700;

    private static final long MOST_GROWTH = 48L << 20;
    private static final Duration PROGRESS = Duration.ofSeconds(30);

    private final DamagedFiles files = new DamagedFiles(Long.getLong("lumen.fuzz.seed", SEED));
    private final int most = Integer.getInteger("lumen.fuzz.files", FILES);
    private final long begin = System.nanoTime();
    private final long end =
            begin + Duration.ofSeconds(Integer.getInteger("lumen.fuzz.seconds", SECONDS)).toNanos();
    private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    private int accepted;
    private int done;
    private int slowest;
    private long longest;
    private long memoryAfterWarmUp;

    @Test
    void noDamagedFileCrashesHangsOrLeaks() throws IOException {
        // Given as many damaged files as there is time for, and what was told about the first
        long nextProgress = begin + PROGRESS.toNanos();

        // When they are decoded
        for (int number = 0; number < most && System.nanoTime() < end; number++) {
            decode(number);
            done++;
            if (done == FILES_OF_WARM_UP) {
                memoryAfterWarmUp = residentMemory();
            }
            if (System.nanoTime() > nextProgress) {
                nextProgress += PROGRESS.toNanos();
                tell("so far");
            }
        }
        tell("fuzz");

        // Then each was decoded or refused in good time, and memory did not grow
        assertThat(Duration.ofNanos(longest)).isLessThan(LONGEST);
        assertThat(refused).doesNotContainKey(Reason.TIMEOUT);
        assertThat(accepted).isPositive();
        if (memoryAfterWarmUp > 0) {
            assertThat(residentMemory() - memoryAfterWarmUp).isLessThan(MOST_GROWTH);
        }
    }

    private void decode(int number) {
        byte[] file = files.file(number);
        long start = System.nanoTime();
        try {
            AudioDecoder.decode(AudioSource.of(file), RATE, LIMITS, (block, length) -> {});
            accepted++;
        } catch (AudioException e) {
            refused.merge(e.reason(), 1, Integer::sum);
        } catch (RuntimeException | Error e) {
            fail("file " + number + ", once " + files.origin(number), e);
        }
        long time = System.nanoTime() - start;
        if (time > longest) {
            longest = time;
            slowest = number;
        }
    }

    private void tell(String what) throws IOException {
        System.out.printf(
                "%s: %,d files in %d s, %,d decoded, refused %s, slowest %d ms (file %d, once %s),"
                        + " resident %d MiB after %,d files, %d MiB now%n",
                what,
                done,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                accepted,
                refused,
                Duration.ofNanos(longest).toMillis(),
                slowest,
                files.origin(slowest),
                memoryAfterWarmUp >> 20,
                FILES_OF_WARM_UP,
                residentMemory() >> 20);
    }

    private static long residentMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}

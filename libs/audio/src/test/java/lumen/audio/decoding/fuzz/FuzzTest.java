package lumen.audio.decoding.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioException.Reason;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.isolation.DecodingWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every container, decoded one after the other by one worker, whose end would be
 * noticed and whose memory is that of the decoder alone. Told by system properties how long to go
 * on:
 *
 * <ul>
 *   <li>{@code lumen.fuzz.files}: how many files, {@value #FILES} unless said
 *   <li>{@code lumen.fuzz.seed}: which files, {@value #SEED} unless said
 *   <li>{@code lumen.fuzz.seconds}: after what time to stop nevertheless, {@value #SECONDS} unless
 *       said
 * </ul>
 */
class FuzzTest {
    static final int FILES = 2_000;
    static final long SEED = 1;
    static final int SECONDS = 20;

    private static final int RATE = 16_000;

    /** No file has two seconds of sound, so none may take longer, however busy the machine is. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final DecodingLimits LIMITS =
            DecodingLimits.defaults().withDeadline(LONGEST).withMaxDuration(Duration.ofMinutes(1));

    /** By then every codec and every message has been used, and memory has its size. */
    private static final int FILES_OF_WARM_UP = 1_000;

    private static final long MOST_GROWTH = 8L << 20;
    private static final Duration PROGRESS = Duration.ofSeconds(30);

    private final DamagedFiles files = new DamagedFiles(Long.getLong("lumen.fuzz.seed", SEED));
    private final int most = Integer.getInteger("lumen.fuzz.files", FILES);
    private final long begin = System.nanoTime();
    private final long end =
            begin + Duration.ofSeconds(Integer.getInteger("lumen.fuzz.seconds", SECONDS)).toNanos();
    private final DecodingWorkers workers = new DecodingWorkers(1, 768L << 20);
    private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    private int accepted;
    private int done;
    private int slowest;
    private long longest;
    private long worker;
    private long memoryAfterWarmUp;

    @TempDir private Path folder;

    @AfterEach
    void endWorker() {
        workers.close();
    }

    @Test
    void noDamagedFileCrashesHangsOrLeaks() throws IOException {
        // Given as many damaged files as there is time for, and what was told about the first
        long nextProgress = begin + PROGRESS.toNanos();

        // When they are decoded
        for (int number = 0; number < most && System.nanoTime() < end; number++) {
            decode(number);
            done++;
            if (done == FILES_OF_WARM_UP) {
                worker = workers.processIds().getFirst();
                memoryAfterWarmUp = residentMemory();
            }
            if (System.nanoTime() > nextProgress) {
                nextProgress += PROGRESS.toNanos();
                tell("so far");
            }
        }
        tell("fuzz");

        // Then each was decoded or refused in good time by the same worker, which did not grow
        assertThat(refused).doesNotContainKeys(Reason.TIMEOUT, Reason.DECODER_DIED);
        assertThat(accepted).isPositive();
        if (memoryAfterWarmUp > 0) {
            assertThat(workers.processIds()).containsExactly(worker);
            assertThat(residentMemory() - memoryAfterWarmUp).isLessThan(MOST_GROWTH);
        }
    }

    private void decode(int number) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), files.file(number));
        long start = System.nanoTime();
        try {
            workers.clip(file).decode(RATE, LIMITS, (block, length) -> {});
            accepted++;
        } catch (AudioException e) {
            refused.merge(e.reason(), 1, Integer::sum);
            if (e.reason() == Reason.DECODER_DIED || e.reason() == Reason.TIMEOUT) {
                System.out.printf(
                        "file %d, once %s: %s%n", number, files.origin(number), e.getCause());
            }
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

    private long residentMemory() throws IOException {
        long process = workers.processIds().getFirst();
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}

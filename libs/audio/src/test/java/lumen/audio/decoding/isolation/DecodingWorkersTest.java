package lumen.audio.decoding.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioException.Reason;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.BlockConsumer;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleBuffer;
import lumen.audio.decoding.TestingFiles;
import lumen.audio.decoding.TestingWav;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files decoded by another process, and what becomes of those that end it. */
class DecodingWorkersTest {
    private static final int RATE = 16_000;
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();

    /** More samples than pipe and buffers hold, so that a worker is met in the middle. */
    private static final int LONG_SECONDS = 60;

    @TempDir private static Path folder;
    private static DecodingWorkers workers;
    private static Path longFile;

    @BeforeAll
    static void startWorkers() throws IOException {
        workers = new DecodingWorkers(2, 768L << 20);
        longFile =
                Files.write(
                        folder.resolve("long.wav"),
                        TestingWav.floats(
                                RATE, LONG_SECONDS * RATE, i -> 0.5 * Math.sin(0.05 * i)));
    }

    @AfterAll
    static void endWorkers() {
        workers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sine.wav",
                "sine.mp3",
                "sine.ogg",
                "sine.flac",
                "sine.m4a",
                "sine.opus",
                "sine.webm",
                "sine.aiff",
                "sine.aac"
            })
    void theSamplesAreThoseOfThisProcess(String name) throws Exception {
        // Given a file of each format
        Path file = Files.write(folder.resolve(name), TestingFiles.bytes(name));
        SampleBuffer own = new SampleBuffer(RATE);
        AudioInformation expected =
                AudioDecoder.decode(AudioSource.of(file), RATE, LIMITS, own::append);
        SampleBuffer samples = new SampleBuffer(RATE);
        // When a worker decodes it
        AudioInformation information = workers.clip(file).decode(RATE, LIMITS, samples::append);
        // Then every bit is as if it had been decoded here
        assertThat(information).isEqualTo(expected);
        assertThat(samples.toArray()).isEqualTo(own.toArray());
    }

    @Test
    void aRefusalComesWithItsReason() throws Exception {
        // Given a file that is cut off, and one that is missing
        Path half = Files.write(folder.resolve("half.mp3"), TestingFiles.start("sine.mp3", 0.5));
        Path missing = folder.resolve("missing.mp3");
        // When they are decoded
        AudioException truncated = problem(half, LIMITS, (block, length) -> {});
        AudioException notFound = problem(missing, LIMITS, (block, length) -> {});
        // Then the reasons are those of this process
        assertThat(truncated.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(truncated).hasMessageContaining("the file declares 1.2 s of audio");
        assertThat(notFound.reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aWorkerThatDiesIsReplacedAndItsFileDecodedFromWhereItWas() throws Exception {
        // Given a consumer that kills all workers when samples have come, once
        SampleBuffer samples = new SampleBuffer(RATE);
        boolean[] killed = {false};
        BlockConsumer killer =
                (block, length) -> {
                    samples.append(block, length);
                    if (!killed[0]) {
                        killed[0] = true;
                        killWorkers();
                    }
                };
        // When a file is decoded
        workers.clip(longFile).decode(RATE, LIMITS, killer);
        // Then it is whole, and nothing came twice
        assertThat(samples.toArray())
                .isEqualTo(AudioDecoder.decodeAll(AudioSource.of(longFile), RATE, LIMITS));
    }

    @Test
    void aFileThatEndsEveryWorkerIsGivenUpAndTheNextIsDecoded() throws Exception {
        // Given a consumer that kills the workers again and again
        // When a file is decoded
        AudioException problem = problem(longFile, LIMITS, (block, length) -> killWorkers());
        // Then it is given up after its second worker, and the next file is served
        assertThat(problem.reason()).isEqualTo(Reason.DECODER_DIED);
        assertThat(problem.getCause()).hasMessageContaining("ended with code 137");
        assertThat(workers.clip(longFile).decodeAll(RATE, LIMITS)).hasSize(LONG_SECONDS * RATE);
    }

    @Test
    void aWorkerThatHangsIsEndedAtTheDeadlineAndTheNextFileIsDecoded() throws Exception {
        // Given workers that stop in the middle of a file, and little time
        DecodingLimits limits = LIMITS.withDeadline(Duration.ofMillis(300));
        // When the file is decoded
        AudioException problem =
                problem(longFile, limits, (block, length) -> signalWorkers("STOP"));
        // Then the time runs out for this file only
        assertThat(problem.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(workers.clip(longFile).decodeAll(RATE, LIMITS)).hasSize(LONG_SECONDS * RATE);
    }

    @Test
    void aFileThatTakesMoreMemoryThanAWorkerMayHaveEndsInAnAnswer() throws Exception {
        // Given a file with a gigabyte of pictures, which FFmpeg would keep in memory
        Path file = HugePictures.write(folder.resolve("pictures.mp3"));
        // When it is decoded
        Throwable problem = catchThrowable(() -> workers.clip(file).decodeAll(RATE, LIMITS));
        // Then it is decoded without them or refused, and no worker has had more than its limit
        assertThat(problem)
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        refusal -> assertThat(refusal).isInstanceOf(AudioException.class));
        assertThat(workers.processIds())
                .allSatisfy(
                        id -> assertThat(memory(id, "VmPeak:")).isLessThanOrEqualTo(768L << 20));
        assertThat(workers.clip(longFile).decodeAll(RATE, LIMITS)).hasSize(LONG_SECONDS * RATE);
    }

    @Test
    void anHourTakesAWorkerNoMoreMemoryThanAMinute(@TempDir Path other) throws Exception {
        // Given an hour of silence, 115 MB of which no byte is on the disk, and a worker for it
        Path hour = other.resolve("hour.wav");
        try (RandomAccessFile sparse = new RandomAccessFile(hour.toFile(), "rw")) {
            sparse.write(TestingWav.header(RATE, 3_600L * RATE * 2));
            sparse.setLength(sparse.length() + 3_600L * RATE * 2);
        }
        try (DecodingWorkers single = new DecodingWorkers(1, 768L << 20)) {
            single.clip(longFile).decode(RATE, LIMITS, (block, length) -> {});
            long before = memory(single.processIds().getFirst(), "VmHWM:");
            // When it is decoded
            AudioInformation information =
                    single.clip(hour).decode(RATE, LIMITS, (block, length) -> {});
            // Then all of it came, and the same worker has hardly grown
            assertThat(information.samples()).isEqualTo(3_600L * RATE);
            long growth = memory(single.processIds().getFirst(), "VmHWM:") - before;
            assertThat(growth).isLessThan(16L << 20);
        }
    }

    @Test
    void whatTheConsumerThrowsEndsTheDecoding() throws Exception {
        // Given a consumer whose job was cancelled
        BlockConsumer cancelled =
                (block, length) -> {
                    throw new CancellationException("not wanted any more");
                };
        // When a file is decoded
        Throwable problem =
                catchThrowable(() -> workers.clip(longFile).decode(RATE, LIMITS, cancelled));
        // Then that is what comes out, and the next file is not mixed up with the rest of this
        assertThat(problem).isInstanceOf(CancellationException.class);
        assertThat(workers.clip(longFile).decodeAll(RATE, LIMITS)).hasSize(LONG_SECONDS * RATE);
    }

    @Test
    void anInterruptedThreadDoesNotWaitForAWorkerThatHangs() {
        // Given a worker that hangs, and a thread that is told to stop meanwhile
        Thread thread = Thread.currentThread();
        BlockConsumer stopping =
                (block, length) -> {
                    signalWorkers("STOP");
                    thread.interrupt();
                };
        // When it decodes a file
        Throwable problem =
                catchThrowable(() -> workers.clip(longFile).decode(RATE, LIMITS, stopping));
        // Then it comes back, and the file is not blamed
        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aWorkerKnowsNothingOfItsServiceAndMayNotWrite() throws Exception {
        // Given a worker that has decoded a file
        workers.clip(longFile).decodeAll(RATE, LIMITS);
        Path process = Path.of("/proc", Long.toString(workers.processIds().getFirst()));
        // When it is looked at
        String environment = Files.readString(process.resolve("environ"));
        List<String> limits = Files.readAllLines(process.resolve("limits"));
        // Then it has no variables but these, an empty directory, and limits
        assertThat(environment.split("\0"))
                .allMatch(
                        variable ->
                                variable.matches("(LANG|LC_ALL|LC_CTYPE|MALLOC_ARENA_MAX|PWD)=.*"));
        assertThat(process.resolve("cwd").toRealPath()).isEmptyDirectory();
        assertThat(limits).anyMatch(line -> line.matches("Max address space +805306368 .*"));
        assertThat(limits).anyMatch(line -> line.matches("Max file size +0 .*"));
        assertThat(limits).anyMatch(line -> line.matches("Max core file size +0 .*"));
    }

    @Test
    void aWorkerEndsWithTheProcessThatListens(@TempDir Path empty) throws Exception {
        // Given a worker
        Process worker = new WorkerLaunch(768L << 20, empty).start();
        // When the other end of its input is closed, as the kernel does when a process ends
        worker.getOutputStream().close();
        // Then it ends by itself
        assertThat(worker.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(worker.exitValue()).isZero();
    }

    private static AudioException problem(
            Path file, DecodingLimits limits, BlockConsumer consumer) {
        return catchThrowableOfType(
                AudioException.class, () -> workers.clip(file).decode(RATE, limits, consumer));
    }

    private static void killWorkers() {
        signalWorkers("KILL");
    }

    private static void signalWorkers(String signal) {
        try {
            for (long process : workers.processIds()) {
                new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process)
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long memory(long process, String kind) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith(kind))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}

package lumen.audio.decoding.isolation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioException.Reason;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.BlockConsumer;

/**
 * A worker as its service sees it. One thread at a time lets it decode; another calls {@link
 * #killIfOverdue} now and then, so that no answer is waited for in vain.
 */
final class WorkerProcess {
    /** A worker keeps the deadline itself; only one that hangs has to be killed, so much later. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int MOST_REPORT_BYTES = 4_096;
    private static final Duration REAPING = Duration.ofSeconds(5);

    private enum End {
        NONE,
        OVERDUE,
        INTERRUPTED
    }

    private final Process process;
    private final OutputStream requests;
    private final DataInputStream answers;
    private final CompletableFuture<String> report = new CompletableFuture<>();
    private final byte[] content = new byte[Frame.MOST_BYTES];
    private final float[] samples = new float[Frame.MOST_SAMPLES];

    /** Who waits for an answer until when, by System.nanoTime(); guarded by this. */
    private Thread waiting;

    private long latest;
    private End end = End.NONE;

    /** How long answers may still be waited for, in nanoseconds. */
    private long patience;

    /** Whether the last request has been answered to its end. */
    private boolean idle;

    WorkerProcess(Process process) {
        this.process = process;
        requests = process.getOutputStream();
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        Thread.ofPlatform()
                .daemon()
                .name("decoding-worker-" + process.pid())
                .start(this::readReport);
    }

    /** Waits until the worker can take files. */
    void awaitReady(Duration time) throws WorkerDeathException, AudioException {
        patience = time.toNanos();
        try {
            if (readKind() != Frame.READY || readContent() != 0) {
                throw new StreamCorruptedException("no greeting");
            }
        } catch (IOException e) {
            throw explained(e);
        }
        idle = true;
    }

    /**
     * Has a file decoded.
     *
     * @throws AudioException if the worker refuses the file, or is killed because it takes too long
     * @throws WorkerDeathException if the worker ends
     * @throws UncheckedIOException if this thread is interrupted, or what the consumer throws: the
     *     worker is of no use any more then
     */
    AudioInformation decode(Frame.Request request, BlockConsumer consumer)
            throws AudioException, WorkerDeathException {
        idle = false;
        patience = request.limits().deadline().plus(GRACE).toNanos();
        try {
            requests.write(Frame.of(request).array());
            requests.flush();
            while (true) {
                int kind = readKind();
                int length = readContent();
                switch (kind) {
                    case Frame.SAMPLES -> give(length, consumer);
                    case Frame.DONE -> {
                        idle = true;
                        return Frame.information(content);
                    }
                    case Frame.REFUSED -> {
                        idle = true;
                        throw Frame.refusal(content);
                    }
                    default -> throw new StreamCorruptedException("a frame of kind " + kind);
                }
            }
        } catch (IOException e) {
            idle = false;
            throw explained(e);
        }
    }

    private void give(int length, BlockConsumer consumer) throws IOException {
        int count = length / Float.BYTES;
        if (count == 0 || length % Float.BYTES != 0) {
            throw new StreamCorruptedException("samples of " + length + " bytes");
        }
        Frame.samples(content, count, samples);
        consumer.block(samples, count);
    }

    private int readKind() throws IOException {
        long begin = System.nanoTime();
        await(begin + patience);
        try {
            return answers.readUnsignedByte();
        } finally {
            await(0);
            patience -= System.nanoTime() - begin;
        }
    }

    /** The content follows its kind at once; a worker that stops between them is overdue, too. */
    private int readContent() throws IOException {
        long begin = System.nanoTime();
        await(begin + Math.max(patience, GRACE.toNanos()));
        try {
            int length = Frame.readLength(answers);
            answers.readFully(content, 0, length);
            return length;
        } finally {
            await(0);
        }
    }

    private synchronized void await(long time) {
        waiting = time == 0 ? null : Thread.currentThread();
        latest = time;
    }

    /** Kills the worker if it lets its service wait for too long, or its service shall stop. */
    synchronized void killIfOverdue() {
        if (waiting != null && end == End.NONE) {
            if (waiting.isInterrupted()) {
                end = End.INTERRUPTED;
            } else if (System.nanoTime() - latest > 0) {
                end = End.OVERDUE;
            }
            if (end != End.NONE) {
                process.toHandle().destroyForcibly();
            }
        }
    }

    /** What a broken pipe means. */
    private WorkerDeathException explained(IOException broken) throws AudioException {
        kill();
        switch (end()) {
            case OVERDUE ->
                    throw new AudioException(
                            Reason.TIMEOUT,
                            "the decoder hung and was stopped; the file may be damaged",
                            broken);
            case INTERRUPTED ->
                    throw new UncheckedIOException(
                            "interrupted while another process decoded",
                            new InterruptedIOException(broken.getMessage()));
            case NONE -> {}
        }
        String said = lastWords();
        return new WorkerDeathException(
                "decoding worker "
                        + process.pid()
                        + (process.isAlive() ? " lives" : " ended with code " + process.exitValue())
                        + (said.isEmpty() ? "" : ", saying: " + said),
                broken);
    }

    private synchronized End end() {
        return end;
    }

    /** Whether it can decode another file. */
    boolean isUsable() {
        return idle && process.isAlive();
    }

    /** The process's number. */
    long processId() {
        return process.pid();
    }

    /** Ends the process, at once and whatever it does, and waits until it is gone. */
    void kill() {
        // Unlike Process.destroyForcibly, this leaves the stream of its last words open.
        process.toHandle().destroyForcibly();
        // Unlike waitFor, this is not disturbed by an interruption.
        process.onExit()
                .completeOnTimeout(process, REAPING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private String lastWords() {
        return report.completeOnTimeout("", REAPING.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Reads all that it writes to its standard error, and keeps the beginning. */
    private void readReport() {
        byte[] kept = new byte[0];
        try (InputStream errors = process.getErrorStream()) {
            kept = errors.readNBytes(MOST_REPORT_BYTES);
            errors.transferTo(OutputStream.nullOutputStream());
            report.complete(new String(kept, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            report.complete(new String(kept, StandardCharsets.UTF_8) + e.getMessage());
        }
    }
}

package lumen.cli.datasets;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import lumen.cli.Surroundings;
import lumen.cli.terminal.ProgressBar;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetStream;

/**
 * Does something with each file of a dataset, several at a time, and gives the results in the
 * dataset's order; only a few files are under way, however many there are.
 */
final class FileWork {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int UNDER_WAY = 4 * THREADS;

    /** Takes a result. */
    @FunctionalInterface
    interface Taker<R> {
        void take(AudioFile file, R result) throws DatasetException;
    }

    private record Started<R>(AudioFile file, Future<R> result) {}

    private FileWork() {}

    /**
     * Goes through all files.
     *
     * @param work done by several threads at once; what may go wrong is part of its result
     * @param taker called by this thread, in order
     * @return how many files there were
     */
    static <R> long each(
            DatasetStream files,
            Function<AudioFile, R> work,
            Taker<R> taker,
            Surroundings surroundings)
            throws DatasetException, InterruptedException {
        long done = 0;
        Deque<Started<R>> started = new ArrayDeque<>();
        // Decoding needs platform threads; see AudioDecoder.
        try (ProgressBar progress = new ProgressBar(surroundings.terminal().err());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            AudioFile next = files.next();
            while (next != null || !started.isEmpty()) {
                while (next != null && started.size() < UNDER_WAY) {
                    AudioFile file = next;
                    started.add(new Started<>(file, threads.submit(() -> work.apply(file))));
                    next = files.next();
                }
                Started<R> oldest = started.remove();
                taker.take(oldest.file(), finished(oldest.result()));
                done++;
                progress.announce(done + " files");
            }
        }
        return done;
    }

    private static <R> R finished(Future<R> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}

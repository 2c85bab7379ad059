package lumen.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The folder that PostgreSQL's programs are unpacked to. A process that was killed while it
 * unpacked leaves a part of them, over which nobody could unpack again: such a part is deleted
 * here. One process at a time may do this and unpack.
 */
final class UnpackedPrograms implements AutoCloseable {
    /** File locks are held by a process, so its threads need a lock of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    /** The library writes this file into the folder of the programs when all are there. */
    private static final String COMPLETE = ".exists";

    private final FileChannel lock;

    private UnpackedPrograms(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Waits for its turn and deletes what is incomplete.
     *
     * @param folder made when it does not exist
     * @throws IOException if the folder cannot be written
     */
    static UnpackedPrograms prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        THREADS.lock();
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            folder.resolve(".lumen.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            channel.lock();
            deleteIncomplete(folder);
            return new UnpackedPrograms(channel);
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
            }
            THREADS.unlock();
            throw e;
        }
    }

    private static void deleteIncomplete(Path folder) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(COMPLETE))) {
                    deleteAll(version);
                }
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Lets the next process have its turn. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            THREADS.unlock();
        }
    }
}

package lumen.datasets.tree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * The entries of one directory in the order of their names' bytes, of which only a page is in
 * memory: for each page the directory is gone through again.
 */
final class DirectoryEntries {
    private static final int PAGE = 10_000;

    private final Path directory;
    private final int pageSize;
    private final Deque<Path> page = new ArrayDeque<>();
    private Path last;
    private boolean exhausted;

    DirectoryEntries(Path directory) {
        this(directory, PAGE);
    }

    DirectoryEntries(Path directory, int pageSize) {
        this.directory = directory;
        this.pageSize = pageSize;
    }

    /** The next entry, or null after the last. */
    Path next() throws IOException {
        if (page.isEmpty() && !exhausted) {
            turn();
        }
        Path name = page.poll();
        return name == null ? null : directory.resolve(name);
    }

    private void turn() throws IOException {
        PriorityQueue<Path> smallest = new PriorityQueue<>(Comparator.reverseOrder());
        boolean more = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (last != null && name.compareTo(last) <= 0) {
                    continue;
                }
                if (smallest.size() < pageSize) {
                    smallest.add(name);
                } else {
                    more = true;
                    if (name.compareTo(smallest.peek()) < 0) {
                        smallest.poll();
                        smallest.add(name);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        while (!smallest.isEmpty()) {
            page.addFirst(smallest.poll());
        }
        last = page.peekLast();
        exhausted = !more;
    }
}

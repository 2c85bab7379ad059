package lumen.cli.selection;

import java.util.ArrayList;
import java.util.List;

/**
 * Files that are sent together, as one job.
 *
 * @param first the place of the first of them in the whole selection, from 0
 * @param files at least one file, in the selection's order
 */
public record Portion(int first, List<AudioFile> files) {
    public Portion {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a portion has at least one file");
        }
    }

    /** The size of all its files. */
    public long bytes() {
        long bytes = 0;
        for (AudioFile file : files) {
            bytes += file.bytes();
        }
        return bytes;
    }

    /** Two portions with half of the files each. Only a portion of two or more can be halved. */
    public List<Portion> halves() {
        int middle = files.size() / 2;
        return List.of(
                new Portion(first, files.subList(0, middle)),
                new Portion(first + middle, files.subList(middle, files.size())));
    }

    /**
     * Divides a selection into portions, keeping its order.
     *
     * @param maximumFiles how many files a portion has at most
     * @param maximumBytes how large a portion is at most; a larger file is a portion of its own
     */
    public static List<Portion> of(List<AudioFile> selection, int maximumFiles, long maximumBytes) {
        List<Portion> portions = new ArrayList<>();
        int first = 0;
        long bytes = 0;
        for (int index = 0; index < selection.size(); index++) {
            long size = selection.get(index).bytes();
            boolean full = index - first == maximumFiles || bytes + size > maximumBytes;
            if (full && index > first) {
                portions.add(new Portion(first, selection.subList(first, index)));
                first = index;
                bytes = 0;
            }
            bytes += size;
        }
        if (first < selection.size()) {
            portions.add(new Portion(first, selection.subList(first, selection.size())));
        }
        return portions;
    }
}

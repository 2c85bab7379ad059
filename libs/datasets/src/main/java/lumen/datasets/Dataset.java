package lumen.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lumen.datasets.split.Split;

/**
 * The files of one or more datasets, in a fixed order: as the datasets were named, and by path
 * within each.
 *
 * @param labelSet the labels that the files may have
 * @param files the files
 */
public record Dataset(LabelSet labelSet, List<AudioFile> files) {
    public Dataset {
        files = List.copyOf(files);
    }

    /**
     * Reads the datasets, and stops at the first fault.
     *
     * @throws DatasetException when one is missing or empty, or something is wrong with a file
     */
    public static Dataset read(List<DatasetPath> paths, LabelSet labelSet) throws DatasetException {
        return read(paths, labelSet, FaultSink.strict());
    }

    /**
     * Reads the datasets without the files that something is wrong with.
     *
     * @param faults takes what is wrong
     * @throws DatasetException when one is missing or empty, or a fault is not put up with
     */
    public static Dataset read(List<DatasetPath> paths, LabelSet labelSet, FaultSink faults)
            throws DatasetException {
        try (DatasetStream stream = DatasetStream.open(paths, labelSet, faults)) {
            return readAll(stream, labelSet);
        }
    }

    /**
     * Reads the rest of a stream.
     *
     * @param labelSet the labels that the stream was opened with
     * @throws DatasetException when a dataset is missing or empty, or a fault is not put up with
     */
    public static Dataset readAll(DatasetStream stream, LabelSet labelSet) throws DatasetException {
        List<AudioFile> files = new ArrayList<>();
        for (AudioFile file = stream.next(); file != null; file = stream.next()) {
            files.add(file);
        }
        return new Dataset(labelSet, files);
    }

    /** The same files with the labels that replace theirs. */
    public Dataset with(LabelOverrides overrides) {
        return new Dataset(labelSet, files.stream().map(overrides::apply).toList());
    }

    /**
     * Some of the files, drawn at random without replacement, in their order.
     *
     * @param share how many of them, from 0 to 1; rounded down
     * @param seed of the random numbers
     */
    public Dataset fraction(double share, long seed) {
        return Split.atRandom(this, share, seed).test();
    }

    /** A file's labels as ones and zeros, in the label set's order. */
    public float[] target(AudioFile file) {
        float[] target = new float[labelSet.size()];
        for (String label : file.labels()) {
            target[labelSet.indexOf(label).orElseThrow()] = 1;
        }
        return target;
    }

    /** How many files have each label, by code. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (AudioFile file : files) {
            file.labels().forEach(label -> counts.merge(label, 1, Integer::sum));
        }
        return counts;
    }

    /**
     * Checks that no file is in both sets; symbolic links are followed.
     *
     * @throws DatasetException naming the first few files that are in both
     */
    public void requireDisjoint(Dataset other) throws DatasetException {
        Set<Path> mine = new HashSet<>();
        files.forEach(file -> mine.add(real(file.path())));
        TreeSet<Path> shared = new TreeSet<>();
        for (AudioFile file : other.files) {
            Path path = real(file.path());
            if (mine.contains(path)) {
                shared.add(path);
            }
        }
        if (!shared.isEmpty()) {
            throw new DatasetException(
                    "%d files are in both datasets, for example %s"
                            .formatted(shared.size(), shared.first()));
        }
    }

    /**
     * A hash of what the dataset is: names, sizes and labels of all files in order. Equal datasets
     * have equal hashes wherever they lie.
     *
     * @return SHA-256 in hexadecimal
     */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (AudioFile file : files) {
                String line =
                        "%s\t%d\t%s\n"
                                .formatted(
                                        file.path().getFileName(),
                                        Files.size(file.path()),
                                        String.join(",", file.labels()));
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package lumen.datasets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the files of a dataset by their labels, one file at a time. */
public final class DatasetStatistics {
    private final LabelSet labelSet;
    private final long[][] together;
    private final double[] seconds;
    private final SortedMap<Integer, Long> filesByLabelCount = new TreeMap<>();
    private double allSeconds;
    private long files;

    public DatasetStatistics(LabelSet labelSet) {
        this.labelSet = labelSet;
        this.together = new long[labelSet.size()][labelSet.size()];
        this.seconds = new double[labelSet.size()];
    }

    /** Counts a file whose duration is of no interest. */
    public void add(AudioFile file) {
        add(file, 0);
    }

    /**
     * Counts a file.
     *
     * @param duration how many seconds it plays; they count for each of its labels
     */
    public void add(AudioFile file, double duration) {
        files++;
        allSeconds += duration;
        filesByLabelCount.merge(file.labels().size(), 1L, Long::sum);
        for (String label : file.labels()) {
            int index = labelSet.indexOf(label).orElseThrow();
            seconds[index] += duration;
            for (String other : file.labels()) {
                together[index][labelSet.indexOf(other).orElseThrow()]++;
            }
        }
    }

    /** How many files there are. */
    public long files() {
        return files;
    }

    /** How many seconds all files play. */
    public double seconds() {
        return allSeconds;
    }

    /** How many files have a label. */
    public long files(String label) {
        int index = labelSet.indexOf(label).orElseThrow();
        return together[index][index];
    }

    /** How many seconds the files with a label play. */
    public double seconds(String label) {
        return seconds[labelSet.indexOf(label).orElseThrow()];
    }

    /** How many files have both labels. */
    public long files(String label, String other) {
        return together[labelSet.indexOf(label).orElseThrow()][
                labelSet.indexOf(other).orElseThrow()];
    }

    /** How many files have how many labels. */
    public SortedMap<Integer, Long> filesByLabelCount() {
        return new TreeMap<>(filesByLabelCount);
    }

    /** The statistics under the reference's keys. */
    public Map<String, Number> asReference() {
        Map<String, Number> values = new LinkedHashMap<>();
        labelSet.names().forEach((code, name) -> values.put("instrument " + name, files(code)));
        filesByLabelCount.forEach((count, number) -> values.put(count + " instruments", number));
        labelSet.names()
                .forEach((code, name) -> values.put("instrument sec " + name, seconds(code)));
        values.put("total size", files);
        return values;
    }
}

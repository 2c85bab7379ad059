package lumen.datasets.split;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;

/**
 * A dataset in two parts, each in the dataset's order.
 *
 * @param train for training
 * @param test for testing
 */
public record Split(Dataset train, Dataset test) {
    /**
     * Divides a dataset so that all files of a song are in one part, and that both parts have each
     * label and pair of labels as often as they can.
     *
     * @param testShare how many of the songs are for testing, from 0 to 1
     * @param seed of the random numbers that break ties
     */
    public static Split bySong(Dataset dataset, double testShare, long seed) {
        Map<String, BitSet> labelsBySong = new LinkedHashMap<>();
        for (AudioFile file : dataset.files()) {
            BitSet labels = labelsBySong.computeIfAbsent(file.song(), _ -> new BitSet());
            file.labels()
                    .forEach(label -> labels.set(dataset.labelSet().indexOf(label).orElseThrow()));
        }
        BitSet chosen =
                IterativeStratification.split(
                        new ArrayList<>(labelsBySong.values()), testShare, seed);
        Set<String> testSongs = new HashSet<>();
        int song = 0;
        for (String name : labelsBySong.keySet()) {
            if (chosen.get(song++)) {
                testSongs.add(name);
            }
        }
        BitSet test = new BitSet();
        for (int index = 0; index < dataset.files().size(); index++) {
            test.set(index, testSongs.contains(dataset.files().get(index).song()));
        }
        return of(dataset, test);
    }

    /**
     * Draws files for testing at random.
     *
     * @param testShare how many of the files, from 0 to 1; rounded down
     * @param seed of the random numbers
     */
    public static Split atRandom(Dataset dataset, double testShare, long seed) {
        if (!(testShare >= 0 && testShare <= 1)) {
            throw new IllegalArgumentException("share " + testShare + " is not in 0..1");
        }
        int size = dataset.files().size();
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            order.add(index);
        }
        Collections.shuffle(order, new Random(seed));
        BitSet test = new BitSet();
        order.subList(0, (int) (testShare * size)).forEach(test::set);
        return of(dataset, test);
    }

    private static Split of(Dataset dataset, BitSet test) {
        List<AudioFile> first = new ArrayList<>();
        List<AudioFile> second = new ArrayList<>();
        for (int index = 0; index < dataset.files().size(); index++) {
            (test.get(index) ? second : first).add(dataset.files().get(index));
        }
        return new Split(
                new Dataset(dataset.labelSet(), first), new Dataset(dataset.labelSet(), second));
    }
}

package lumen.audio.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses the recordings of a dataset that are added to a sample: instruments that the sample does
 * not have are drawn uniformly, then a recording of each.
 */
public final class SourceSelection {
    private final List<float[]> labels;
    private final List<int[]> itemsOfLabel = new ArrayList<>();

    /**
     * @param labels one array for each recording of the dataset, all of the same length; a label
     *     above 0 is heard
     */
    public SourceSelection(List<float[]> labels) {
        this.labels = List.copyOf(labels);
        int count = labels.isEmpty() ? 0 : labels.getFirst().length;
        for (int label = 0; label < count; label++) {
            List<Integer> items = new ArrayList<>();
            for (int item = 0; item < labels.size(); item++) {
                if (labels.get(item)[label] > 0) {
                    items.add(item);
                }
            }
            itemsOfLabel.add(items.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /**
     * Chooses recordings to add to one. Instruments are drawn without repetition as long as there
     * are enough.
     *
     * @param item the recording that is added to
     * @param count how many are wanted
     * @param random where all chance comes from
     * @return their places in the dataset; none if no recording has an instrument that the item has
     *     not
     */
    public int[] choose(int item, int count, RandomGenerator random) {
        List<int[]> pool = new ArrayList<>();
        for (int label = 0; label < itemsOfLabel.size(); label++) {
            if (labels.get(item)[label] <= 0 && itemsOfLabel.get(label).length > 0) {
                pool.add(itemsOfLabel.get(label));
            }
        }
        if (pool.isEmpty()) {
            return new int[0];
        }
        boolean repeated = pool.size() < count;
        int[] chosen = new int[count];
        for (int index = 0; index < count; index++) {
            int drawn = random.nextInt(pool.size());
            int[] items = repeated ? pool.get(drawn) : pool.remove(drawn);
            chosen[index] = items[random.nextInt(items.length)];
        }
        return chosen;
    }
}

package lumen.datasets.split;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Divides examples with several labels each in two, so that labels and pairs of labels are shared
 * out evenly: iterative stratification (Sechidis, Tsoumakas and Vlahavas, ECML PKDD 2011) of second
 * order (Szymański and Kajdanowicz, 2017). The rarest combination is shared out first; an example
 * goes where most of its combination are still wanted.
 */
public final class IterativeStratification {
    private final double[] shares;
    private final SplittableRandom random;
    private final double[] wanted;
    private final Map<Long, double[]> wantedByCombination = new HashMap<>();

    private IterativeStratification(double secondShare, long seed, int examples) {
        shares = new double[] {1 - secondShare, secondShare};
        random = new SplittableRandom(seed);
        wanted = new double[] {examples * shares[0], examples * shares[1]};
    }

    /**
     * Divides examples.
     *
     * @param labels the labels of each example
     * @param secondShare how many of the examples the second part gets, from 0 to 1
     * @param seed of the random numbers that break ties
     * @return the examples of the second part
     */
    public static BitSet split(List<BitSet> labels, double secondShare, long seed) {
        if (!(secondShare >= 0 && secondShare <= 1)) {
            throw new IllegalArgumentException("share " + secondShare + " is not in 0..1");
        }
        return new IterativeStratification(secondShare, seed, labels.size()).run(labels);
    }

    private BitSet run(List<BitSet> labels) {
        Map<Long, List<Integer>> remaining = new HashMap<>();
        List<List<Long>> combinations = new ArrayList<>();
        for (int example = 0; example < labels.size(); example++) {
            List<Long> own = combinations(labels.get(example));
            combinations.add(own);
            for (long combination : own) {
                remaining.computeIfAbsent(combination, _ -> new ArrayList<>()).add(example);
            }
        }
        remaining.forEach(
                (combination, examples) ->
                        wantedByCombination.put(
                                combination,
                                new double[] {
                                    examples.size() * shares[0], examples.size() * shares[1]
                                }));
        BitSet done = new BitSet();
        BitSet second = new BitSet();
        while (!remaining.isEmpty()) {
            long rarest = rarest(remaining);
            for (int example : remaining.remove(rarest)) {
                if (!done.get(example)) {
                    assign(example, rarest, combinations, done, second);
                }
            }
            remaining.values().forEach(examples -> examples.removeIf(done::get));
            remaining.values().removeIf(List::isEmpty);
        }
        // Examples without labels.
        for (int example = done.nextClearBit(0);
                example < labels.size();
                example = done.nextClearBit(example + 1)) {
            put(example, best(wanted, wanted), done, second);
        }
        return second;
    }

    /** Every pair of an example's labels, each label also being a pair with itself. */
    private static List<Long> combinations(BitSet labels) {
        List<Long> combinations = new ArrayList<>();
        labels.stream()
                .forEach(
                        first ->
                                labels.stream()
                                        .filter(other -> other >= first)
                                        .forEach(
                                                other ->
                                                        combinations.add(
                                                                (long) first << Integer.SIZE
                                                                        | other)));
        return combinations;
    }

    private static long rarest(Map<Long, List<Integer>> remaining) {
        return remaining.entrySet().stream()
                .min(
                        Comparator.comparingInt(
                                        (Map.Entry<Long, List<Integer>> entry) ->
                                                entry.getValue().size())
                                .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    private void assign(
            int example,
            long combination,
            List<List<Long>> combinations,
            BitSet done,
            BitSet second) {
        int part = best(wantedByCombination.get(combination), wanted);
        put(example, part, done, second);
        for (long own : combinations.get(example)) {
            wantedByCombination.get(own)[part]--;
        }
    }

    private void put(int example, int part, BitSet done, BitSet second) {
        done.set(example);
        second.set(example, part == 1);
        wanted[part]--;
    }

    private int best(double[] byCombination, double[] overall) {
        int order = Double.compare(byCombination[1], byCombination[0]);
        if (order == 0) {
            order = Double.compare(overall[1], overall[0]);
        }
        if (order == 0) {
            order = random.nextBoolean() ? 1 : -1;
        }
        return order > 0 ? 1 : 0;
    }
}

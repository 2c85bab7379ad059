package lumen.audio.chroma;

/** The median of numbers, found in place by C. Hoare's selection, without any allocation. */
final class Median {
    private Median() {}

    /**
     * The median; of an even number the mean of the two in the middle.
     *
     * @param values the numbers, which are put in another order
     * @param count how many, at least 1
     */
    static float of(float[] values, int count) {
        int middle = count / 2;
        select(values, count, middle);
        float upper = values[middle];
        if (count % 2 == 1) {
            return upper;
        }
        float lower = values[0];
        for (int i = 1; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return (lower + upper) / 2;
    }

    /** Brings the number of a rank to its place, smaller ones before it and greater ones after. */
    private static void select(float[] values, int count, int rank) {
        int left = 0;
        int right = count - 1;
        while (left < right) {
            float pivot = values[rank];
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (pivot < values[j]) {
                    j--;
                }
                if (i <= j) {
                    float value = values[i];
                    values[i] = values[j];
                    values[j] = value;
                    i++;
                    j--;
                }
            }
            if (j < rank) {
                left = i;
            }
            if (rank < i) {
                right = j;
            }
        }
    }
}

package lumen.datasets.content;

/** A set of well-mixed numbers that takes 16 to 32 bytes for each of them. */
final class LongSet {
    private static final int FIRST_CAPACITY = 1024;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;

    /** Spreads a number over all 64 bits: the finaliser of SplitMix64. */
    static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Adds a number.
     *
     * @return whether it is new
     */
    boolean add(long number) {
        // An empty slot is 0, so that 0 itself goes by another number.
        long key = number == 0 ? 1 : number;
        if (!put(slots, key)) {
            return false;
        }
        size++;
        if (size > slots.length / 2) {
            long[] larger = new long[slots.length * 2];
            for (long slot : slots) {
                if (slot != 0) {
                    put(larger, slot);
                }
            }
            slots = larger;
        }
        return true;
    }

    private static boolean put(long[] slots, long key) {
        int at = (int) key & (slots.length - 1);
        while (slots[at] != 0) {
            if (slots[at] == key) {
                return false;
            }
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = key;
        return true;
    }
}

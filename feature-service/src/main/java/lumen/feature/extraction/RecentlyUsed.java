package lumen.feature.extraction;

import java.util.LinkedHashMap;
import java.util.function.Function;

/**
 * What was made of the keys used last. Requests of the same model or run share it; the bound keeps
 * hostile or short-lived keys from filling the memory. Thread-safe.
 */
final class RecentlyUsed<K, V> {
    static final int CAPACITY = 16;

    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(2 * CAPACITY, 0.75f, true);
    private final Function<K, V> maker;

    /**
     * Begins with nothing.
     *
     * @param maker makes what is not there yet
     */
    RecentlyUsed(Function<K, V> maker) {
        this.maker = maker;
    }

    /** What belongs to a key. */
    synchronized V get(K key) {
        V value = values.computeIfAbsent(key, maker);
        if (values.size() > CAPACITY) {
            values.pollFirstEntry();
        }
        return value;
    }

    synchronized int size() {
        return values.size();
    }
}

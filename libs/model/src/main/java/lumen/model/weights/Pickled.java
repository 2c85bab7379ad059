package lumen.model.weights;

import java.util.List;

/**
 * The values beyond text, numbers, lists and dictionaries that a pickled state dictionary holds.
 */
sealed interface Pickled {
    /** A name that is allowed to be called; calling it is done here, never by its author's code. */
    enum Function implements Pickled {
        ORDERED_DICTIONARY,
        REBUILD_TENSOR,
        REBUILD_PARAMETER
    }

    /** The class of a storage, which tells its type. */
    record StorageClass(ElementType type) implements Pickled {}

    /**
     * Bytes that stand elsewhere in the file.
     *
     * @param count how many values it is said to hold
     */
    record StorageReference(String key, ElementType type, long count) implements Pickled {}

    /** A view of a storage. */
    record Tensor(StorageReference storage, long offset, List<Long> shape, List<Long> strides)
            implements Pickled {}
}

package lumen.model.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumen.model.file.ModelFormatException;

/**
 * Finds the tensors in what {@code torch.save} wrote: a state dictionary, or one kept in another.
 */
final class StateDictionary {
    /** Under which keys training programs keep a state dictionary, the likelier first. */
    private static final List<String> USUAL_KEYS =
            List.of("state_dict", "model_state_dict", "model", "module", "net", "weights");

    private static final int DEEPEST = 4;

    private StateDictionary() {}

    /**
     * The tensors by name.
     *
     * @throws ModelFormatException if there are none where they usually are
     */
    static Map<String, Pickled.Tensor> find(Object root) throws ModelFormatException {
        return find(PickleReader.asDictionary(root), 0)
                .orElseThrow(
                        () ->
                                new ModelFormatException(
                                        "The file holds no state dictionary: neither at its top nor"
                                                + " under one of "
                                                + USUAL_KEYS));
    }

    private static Optional<Map<String, Pickled.Tensor>> find(
            Map<Object, Object> dictionary, int depth) {
        Map<String, Pickled.Tensor> tensors = new LinkedHashMap<>();
        dictionary.forEach(
                (key, value) -> {
                    if (key instanceof String name && value instanceof Pickled.Tensor tensor) {
                        tensors.put(name, tensor);
                    }
                });
        if (!tensors.isEmpty()) {
            return Optional.of(tensors);
        }
        if (depth == DEEPEST) {
            return Optional.empty();
        }
        return USUAL_KEYS.stream()
                .map(key -> find(PickleReader.asDictionary(dictionary.get(key)), depth + 1))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

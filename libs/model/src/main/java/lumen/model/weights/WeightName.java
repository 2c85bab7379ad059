package lumen.model.weights;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which names mean the same weight, whatever a program has put a network into. */
final class WeightName {
    /** Names of what networks are put into; none of them is a layer's own name. */
    private static final Set<String> WRAPPERS =
            Set.of(
                    "module",
                    "model",
                    "backbone",
                    "net",
                    "network",
                    "state_dict",
                    "base_model",
                    "_orig_mod",
                    "wav2vec2",
                    "mobilenets");

    /** Newer names of the same weights: weight normalisation as PyTorch 2 writes it. */
    private static final Map<String, String> SYNONYMS =
            Map.of(
                    ".parametrizations.weight.original0", ".weight_g",
                    ".parametrizations.weight.original1", ".weight_v");

    private WeightName() {}

    /** The name without wrappers, and without the numbers of equal networks beside one another. */
    static String canonical(String name) {
        List<String> parts = List.of(name.split("\\.", -1));
        int first = 0;
        while (first < parts.size() - 1
                && (WRAPPERS.contains(parts.get(first)) || isNumberOfNetwork(parts, first))) {
            first++;
        }
        String bare = String.join(".", parts.subList(first, parts.size()));
        for (Map.Entry<String, String> synonym : SYNONYMS.entrySet()) {
            if (bare.endsWith(synonym.getKey())) {
                return bare.substring(0, bare.length() - synonym.getKey().length())
                        + synonym.getValue();
            }
        }
        return bare;
    }

    private static boolean isNumberOfNetwork(List<String> parts, int at) {
        return at > 0
                && parts.get(at - 1).equals("mobilenets")
                && parts.get(at).chars().allMatch(Character::isDigit);
    }

    /** Whether a weight only counts how often its layer was trained, which no graph needs. */
    static boolean isCounter(String name) {
        return name.endsWith("num_batches_tracked");
    }
}

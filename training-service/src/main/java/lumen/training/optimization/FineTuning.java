package lumen.training.optimization;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which parameters learn in which epoch.
 *
 * <p>A text selects the first parameter whose module's name contains it, in the order of the model,
 * and all that follow. Before {@code headEpochs} only the head learns, then the end of the backbone
 * as well; what comes before that never does.
 *
 * @param backboneAfter selects the part of the backbone that learns; null when everything learns
 * @param headAfter selects the head; null when everything learns
 * @param headEpochs epochs in which only the head learns; 0 for none
 * @param normalisations whether batch normalisations learn all the time, wherever they are
 */
public record FineTuning(
        String backboneAfter, String headAfter, int headEpochs, boolean normalisations) {
    /** Everything learns from the beginning. */
    public static final FineTuning EVERYTHING = new FineTuning(null, null, 0, true);

    private static final int NAMES_SHOWN = 10;

    /** Checks that both texts are given or none. */
    public FineTuning {
        if ((backboneAfter == null) != (headAfter == null)) {
            throw new IllegalArgumentException("head-after and backbone-after go together");
        }
        if (headEpochs < 0 || (headEpochs > 0 && headAfter == null)) {
            throw new IllegalArgumentException(
                    "finetune-head-epochs needs head-after and backbone-after");
        }
    }

    /**
     * Which parameters learn in an epoch.
     *
     * @param epoch counted from 0
     * @param names all parameters in the order of the model
     * @param normalisationNames those of batch normalisations
     * @throws IllegalArgumentException when a text selects nothing, with the last names
     */
    public Predicate<String> learns(
            int epoch, Collection<String> names, Set<String> normalisationNames) {
        if (headAfter == null) {
            return name -> true;
        }
        Predicate<String> head = isHead(names);
        Predicate<String> backbone = from(backboneAfter, names);
        Predicate<String> selected = epoch < headEpochs ? head : head.or(backbone);
        return normalisations ? selected.or(normalisationNames::contains) : selected;
    }

    /** Tells the head's parameters; all of them when no head is selected. */
    public Predicate<String> isHead(Collection<String> names) {
        return headAfter == null ? name -> true : from(headAfter, names);
    }

    private static Predicate<String> from(String text, Collection<String> names) {
        List<String> ordered = List.copyOf(names);
        for (int index = 0; index < ordered.size(); index++) {
            if (module(ordered.get(index)).contains(text)) {
                return Set.copyOf(ordered.subList(index, ordered.size()))::contains;
            }
        }
        List<String> last =
                ordered.subList(Math.max(0, ordered.size() - NAMES_SHOWN), ordered.size());
        throw new IllegalArgumentException(
                "no part of the model is named \"%s\"; the last are %s"
                        .formatted(text, String.join(", ", last)));
    }

    /** The name without its last part: {@code backbone.conv1} of {@code backbone.conv1.weight}. */
    private static String module(String parameter) {
        int end = parameter.lastIndexOf('.');
        return end < 0 ? parameter : parameter.substring(0, end);
    }
}

package lumen.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant. */
final class NearestName {
    private NearestName() {}

    /** ": did you mean X?" if a name is near, nothing otherwise. */
    static String suggestion(String wrong, Collection<String> names) {
        String plain = wrong.toLowerCase(Locale.ROOT).replace('-', '_').replaceFirst("^_+", "");
        Optional<String> nearest =
                names.stream().min(Comparator.comparingInt(name -> distance(plain, name)));
        return nearest.filter(
                        name ->
                                distance(plain, name) <= Math.max(2, name.length() / 3)
                                        || (name.startsWith(plain) && plain.length() > 2))
                .map(name -> ": did you mean " + name + "?")
                .orElse("");
    }

    /** How many characters are inserted, removed or replaced (Levenshtein 1966). */
    private static int distance(String first, String second) {
        int[] row = new int[second.length() + 1];
        for (int j = 0; j <= second.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.length(); j++) {
                int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[second.length()];
    }
}

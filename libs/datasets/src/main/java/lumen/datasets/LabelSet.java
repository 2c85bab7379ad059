package lumen.datasets;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The labels that a dataset or a model knows, in a fixed order, with their full names. */
public final class LabelSet {
    private static final LabelSet IRMAS = irmasLabels();

    private final List<String> codes;
    private final Map<String, String> names;
    private final Map<String, Integer> indices;

    /**
     * Makes a label set.
     *
     * @param names full name by code, in the order of the labels; at least one entry
     */
    public LabelSet(Map<String, String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a label set needs at least one label");
        }
        this.names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        this.codes = List.copyOf(names.keySet());
        this.indices = new HashMap<>();
        for (int i = 0; i < codes.size(); i++) {
            indices.put(codes.get(i), i);
        }
    }

    /** The eleven instruments of IRMAS, in the order of its label vectors. */
    public static LabelSet irmas() {
        return IRMAS;
    }

    /** A label set of codes in this order, with IRMAS names where IRMAS has the code. */
    public static LabelSet ofCodes(List<String> codes) {
        Map<String, String> names = new LinkedHashMap<>();
        codes.forEach(code -> names.put(code, IRMAS.names.getOrDefault(code, code)));
        return new LabelSet(names);
    }

    /** The codes in order. */
    public List<String> codes() {
        return codes;
    }

    /** Full name by code, in order. */
    public Map<String, String> names() {
        return names;
    }

    /** The number of labels. */
    public int size() {
        return codes.size();
    }

    /** The place of a code, or empty when the set does not have it. */
    public OptionalInt indexOf(String code) {
        Integer index = indices.get(code);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private static LabelSet irmasLabels() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("cel", "Cello");
        names.put("cla", "Clarinet");
        names.put("flu", "Flute");
        names.put("gac", "Acoustic guitar");
        names.put("gel", "Electric guitar");
        names.put("org", "Organ");
        names.put("pia", "Piano");
        names.put("sax", "Saxophone");
        names.put("tru", "Trumpet");
        names.put("vio", "Violin");
        names.put("voi", "Human voice");
        return new LabelSet(names);
    }
}

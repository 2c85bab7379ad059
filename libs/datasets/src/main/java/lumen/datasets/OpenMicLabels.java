package lumen.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the rows of OpenMIC-2018 mean.
 *
 * @param leastRelevance a row counts when its relevance is above this, from 0 to 1
 * @param codes a label's code for each instrument's name; an instrument that is not here keeps its
 *     name, and is left out unless the label set has it
 */
public record OpenMicLabels(double leastRelevance, Map<String, String> codes) {
    private static final double USUAL_RELEVANCE = 0.8;
    private static final String TABLE = "openmic-2018-aggregated-labels.csv";
    private static final int FOLDER_CHARACTERS = 3;
    private static final Map<String, String> IRMAS_CODES =
            Map.of(
                    "cello", "cel",
                    "clarinet", "cla",
                    "flute", "flu",
                    "organ", "org",
                    "piano", "pia",
                    "saxophone", "sax",
                    "trumpet", "tru",
                    "violin", "vio",
                    "voice", "voi");

    public OpenMicLabels {
        codes = Map.copyOf(codes);
        if (!(leastRelevance >= 0 && leastRelevance <= 1)) {
            throw new IllegalArgumentException("relevance " + leastRelevance + " is not in 0..1");
        }
    }

    /**
     * IRMAS codes for relevance above 0.8. OpenMIC does not tell acoustic from electric guitars, so
     * its guitars are left out.
     */
    public static OpenMicLabels usual() {
        return new OpenMicLabels(USUAL_RELEVANCE, IRMAS_CODES);
    }

    /** The same with another relevance. */
    public OpenMicLabels withLeastRelevance(double relevance) {
        return new OpenMicLabels(relevance, codes);
    }

    /** The place of an instrument's label, or empty when the label set does not have it. */
    OptionalInt label(String instrument, LabelSet labelSet) {
        OptionalInt own = labelSet.indexOf(instrument);
        return own.isPresent() || !codes.containsKey(instrument)
                ? own
                : labelSet.indexOf(codes.get(instrument));
    }

    /** The table of a corpus that is named by its directory or by the table itself. */
    static Path table(Path corpus) {
        return Files.isDirectory(corpus) ? corpus.resolve(TABLE) : corpus;
    }

    /** Where a clip lies; null when its key is too short for one. */
    static Path audio(Path table, String key) {
        return key.length() < FOLDER_CHARACTERS
                ? null
                : table.resolveSibling("audio")
                        .resolve(key.substring(0, FOLDER_CHARACTERS))
                        .resolve(key + ".ogg");
    }
}

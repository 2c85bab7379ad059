package lumen.datasets;

import java.util.Map;
import java.util.Optional;

/**
 * The families that the reference puts its instruments in, which its family loss is about. Organ
 * and saxophone stand with the brass there, and so they do here.
 */
public enum InstrumentFamily {
    BRASS,
    GUITARS,
    WOODWIND,
    STRINGS,
    VOICE,
    PERCUSSION;

    private static final Map<String, InstrumentFamily> BY_CODE =
            Map.ofEntries(
                    Map.entry("cel", STRINGS),
                    Map.entry("cla", WOODWIND),
                    Map.entry("flu", WOODWIND),
                    Map.entry("gac", GUITARS),
                    Map.entry("gel", GUITARS),
                    Map.entry("org", BRASS),
                    Map.entry("pia", PERCUSSION),
                    Map.entry("sax", BRASS),
                    Map.entry("tru", BRASS),
                    Map.entry("vio", STRINGS),
                    Map.entry("voi", VOICE));

    /** The family of a label's code; empty when it is none of IRMAS. */
    public static Optional<InstrumentFamily> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}

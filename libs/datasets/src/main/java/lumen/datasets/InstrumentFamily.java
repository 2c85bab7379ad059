package lumen.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The families that the reference puts its instruments in, which its family loss is about. Organ
 * and saxophone stand with the brass there, and so they do here.
 */
public enum InstrumentFamily {
    BRASS("org", "sax", "tru"),
    GUITARS("gac", "gel"),
    WOODWIND("cla", "flu"),
    STRINGS("cel", "vio"),
    VOICE("voi"),
    PERCUSSION("pia");

    private final List<String> codes;

    InstrumentFamily(String... codes) {
        this.codes = List.of(codes);
    }

    /** The family of a label's code; empty when it is none of IRMAS. */
    public static Optional<InstrumentFamily> of(String code) {
        return Arrays.stream(values()).filter(family -> family.codes.contains(code)).findFirst();
    }

    /** The codes of its instruments. */
    public List<String> codes() {
        return codes;
    }
}

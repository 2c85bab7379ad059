package lumen.recipe;

/** The figure of validation that chooses the best epoch and ends training early. */
public enum MonitoredMetric {
    /** Macro-F1 over windows. */
    VAL_F1("val/f1", Mode.MAX),
    /** Share of wrong decisions over windows. */
    VAL_HAMMING("val/hamming_distance", Mode.MIN),
    /** Mean loss of windows. */
    VAL_LOSS("val/loss", Mode.MIN),
    /** Mean of micro- and macro-F1 over files, at the best common threshold. */
    VAL_FILE_F1("val/file_f1", Mode.MAX),
    /** Mean average precision over files. */
    VAL_MAP("val/file_map", Mode.MAX);

    /** Which values are better. */
    public enum Mode {
        /** Greater ones. */
        MAX,
        /** Smaller ones. */
        MIN
    }

    private final String key;
    private final Mode mode;

    MonitoredMetric(String key, Mode mode) {
        this.key = key;
        this.mode = mode;
    }

    /** Its name in {@code metrics.csv}. */
    public String key() {
        return key;
    }

    /** Which values are better. */
    public Mode mode() {
        return mode;
    }

    /** Whether a value is better than the best so far. */
    public boolean isBetter(double value, double best) {
        return mode == Mode.MAX ? value > best : value < best;
    }
}

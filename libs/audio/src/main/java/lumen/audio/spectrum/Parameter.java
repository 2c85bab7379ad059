package lumen.audio.spectrum;

/**
 * Checks of the parameters of a feature specification. The message of a failure names the key of
 * the JSON form.
 */
public final class Parameter {
    private Parameter() {}

    /**
     * Requires {@code lowest <= value <= highest}.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static void within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw invalid(key, "must be from " + lowest + " to " + highest + ", but is " + value);
        }
    }

    /** The failure of a parameter, to be thrown. */
    public static IllegalArgumentException invalid(String key, String reason) {
        return new IllegalArgumentException("feature specification: " + key + " " + reason);
    }
}

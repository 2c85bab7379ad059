package lumen.training.data;

/**
 * The features of a sample.
 *
 * @param values {@code [windows, rows, frames]}, row-major
 * @param windows how many windows there are, at least 1
 */
public record SampleFeatures(float[] values, int windows) {
    public SampleFeatures {
        if (windows < 1 || values.length % windows != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are not " + windows + " windows");
        }
    }

    /** The number of values of a window. */
    public int windowSize() {
        return values.length / windows;
    }
}

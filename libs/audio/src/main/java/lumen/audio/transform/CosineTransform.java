package lumen.audio.transform;

import lumen.audio.spectrum.FilterBank;

/** The orthonormal discrete cosine transform of type II, as a matrix. */
final class CosineTransform {
    private CosineTransform() {}

    /** The first {@code coefficients} rows of the transform of {@code length} values. */
    static FilterBank matrix(int coefficients, int length) {
        return FilterBank.of(
                coefficients,
                length,
                (k, n) ->
                        Math.sqrt((k == 0 ? 1.0 : 2.0) / length)
                                * Math.cos(Math.PI * k * (2 * n + 1) / (2.0 * length)));
    }
}

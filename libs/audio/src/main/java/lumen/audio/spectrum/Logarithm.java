package lumen.audio.spectrum;

/** The unit of a logarithm. */
public enum Logarithm {
    /** {@code 10·log10(x)}. */
    DECIBELS((float) (10 * Math.log10(2))) {
        @Override
        public double of(double value) {
            return 10 * Math.log10(value);
        }
    },
    /** {@code ln(x)}. */
    NATURAL((float) Math.log(2)) {
        @Override
        public double of(double value) {
            return Math.log(value);
        }
    };

    private final float perOctave;

    Logarithm(float perOctave) {
        this.perOctave = perOctave;
    }

    /** The logarithm of 2 in this unit. */
    public float perOctave() {
        return perOctave;
    }

    /** The logarithm of a value in this unit. */
    public abstract double of(double value);
}

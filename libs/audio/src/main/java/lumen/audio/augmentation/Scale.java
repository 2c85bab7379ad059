package lumen.audio.augmentation;

/** What the values of a spectrogram mean. */
public enum Scale {
    /** Power. */
    POWER {
        @Override
        float plus(float value, double power) {
            return value + (float) power;
        }

        @Override
        float times(float value, double decibels) {
            return (float) (value * Decibels.power(decibels));
        }
    },
    /** Decibels of power, {@code 10·log10(power)}. */
    DECIBELS {
        @Override
        float plus(float value, double power) {
            return (float) (10 * StrictMath.log10(Decibels.power(value) + power));
        }

        @Override
        float times(float value, double decibels) {
            return (float) (value + decibels);
        }
    },
    /** The natural logarithm of power. */
    NATURAL_LOGARITHM {
        @Override
        float plus(float value, double power) {
            return (float) StrictMath.log(StrictMath.exp(value) + power);
        }

        @Override
        float times(float value, double decibels) {
            return (float) (value + decibels * NEPERS);
        }
    },
    /** Anything else, such as cepstral coefficients: nothing is known about power. */
    OTHER {
        @Override
        float plus(float value, double power) {
            throw unknown();
        }

        @Override
        float times(float value, double decibels) {
            throw unknown();
        }
    };

    /** The natural logarithm of the power ratio of 1 dB. */
    private static final double NEPERS = 0.23025850929940458;

    /** The value after some power has been added. */
    abstract float plus(float value, double power);

    /** The value after a change of level. */
    abstract float times(float value, double decibels);

    /** The power of a value. */
    double power(float value) {
        return switch (this) {
            case POWER -> value;
            case DECIBELS -> Decibels.power(value);
            case NATURAL_LOGARITHM -> StrictMath.exp(value);
            case OTHER -> throw unknown();
        };
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "augmentations: NOISE_FLOOR and FILTER_AUGMENTATION need a spectrogram of power or"
                        + " of its logarithm");
    }
}

package lumen.audio.wavelet;

import java.util.Locale;
import java.util.Objects;
import lumen.audio.spectrum.Parameter;

/**
 * What defines a scalogram: filters of {@code taps} samples at scales that are equally spaced in
 * the logarithm, applied every {@code hopLength} samples to the {@code taps} that follow, of which
 * the magnitude is taken.
 *
 * @param samplingRate Hz, 1,000 to 384,000
 * @param scales filters ({@code n_scales}), 2 to 1,024
 * @param taps samples of a filter ({@code n_fft}), a power of two, 16 to 65,536
 * @param hopLength samples from one column to the next, 1 to taps
 * @param leastScale the scale of the first filter in seconds ({@code scale_min}), above 0
 * @param greatestScale the scale of the last filter in seconds ({@code scale_max})
 * @param shape the filters' shape
 * @param timeAxis what time a tap stands for
 */
public record WaveletParameters(
        int samplingRate,
        int scales,
        int taps,
        int hopLength,
        double leastScale,
        double greatestScale,
        Shape shape,
        TimeAxis timeAxis) {

    /** The duration that the reference lays its taps over, in seconds. */
    public static final double REFERENCE_DURATION = 0.512;

    /** A filter's shape; s is its scale, t the time in seconds from its middle. */
    public enum Shape {
        /** {@code exp(-a·t²)·cos(2πt / s)} with {@code a = (π / (2s))² / (4·ln 10^0.3)}. */
        MORLET,
        /** {@code -t·exp(-t² / 2s²) / (√(2π)·s²)}. */
        DERIVATIVE_OF_GAUSSIAN,
        /**
         * {@code 2 / (√(3w)·π^¼)·(1 - (n / w)²)·exp(-n² / 2w²)} over the taps n from the middle;
         * the width w is the whole number of taps in twice the scale.
         */
        RICKER;

        /** The name in a feature specification, in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What time a tap stands for. */
    public enum TimeAxis {
        /** A tap is a sample, so that scales are what they say. */
        TRUE,
        /**
         * The taps are laid over 0.512 s whatever the sampling rate, as the reference does: 2,048
         * taps at 16 kHz respond to four times the nominal frequency.
         */
        REFERENCE;

        /** The name in a feature specification, in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public WaveletParameters {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(timeAxis, "timeAxis");
        Parameter.within("sampling_rate", samplingRate, 1_000, 384_000);
        Parameter.within("n_scales", scales, 2, 1_024);
        Parameter.within("n_fft", taps, 16, 65_536);
        if (Integer.bitCount(taps) != 1) {
            throw Parameter.invalid("n_fft", "must be a power of two, but is " + taps);
        }
        Parameter.within("hop_length", hopLength, 1, taps);
        if (!(leastScale > 0 && leastScale < Double.POSITIVE_INFINITY)) {
            throw Parameter.invalid("scale_min", "must be above 0, but is " + leastScale);
        }
        if (!(greatestScale > leastScale && greatestScale < Double.POSITIVE_INFINITY)) {
            throw Parameter.invalid(
                    "scale_max", "must be above scale_min, but is " + greatestScale);
        }
    }

    /** 128 Morlet filters from 2.56 to 512 ms on a true time axis, with the taps they need. */
    public static WaveletParameters of(int samplingRate, int hopLength) {
        int taps = Integer.highestOneBit((int) (REFERENCE_DURATION * samplingRate) - 1) << 1;
        return new WaveletParameters(
                samplingRate, 128, taps, hopLength, 0.00256, 0.512, Shape.MORLET, TimeAxis.TRUE);
    }

    /** The reference's filters of 2,048 taps. */
    public static WaveletParameters reference(int samplingRate, int hopLength) {
        return new WaveletParameters(
                samplingRate,
                128,
                2_048,
                hopLength,
                0.00256,
                0.512,
                Shape.MORLET,
                TimeAxis.REFERENCE);
    }

    /** The scale of a filter in seconds. */
    public double scale(int filter) {
        return leastScale * Math.pow(greatestScale / leastScale, (double) filter / (scales - 1));
    }

    /** The time of a tap in seconds from the filter's middle. */
    public double time(int tap) {
        double middle = (taps - 1) / 2.0;
        return switch (timeAxis) {
            case TRUE -> (tap - middle) / samplingRate;
            case REFERENCE -> (tap - middle) / middle * (REFERENCE_DURATION / 2);
        };
    }

    /**
     * A filter's value.
     *
     * @param filter which scale
     * @param tap which of its samples
     */
    public double value(int filter, int tap) {
        double scale = scale(filter);
        double time = time(tap);
        return switch (shape) {
            case MORLET -> {
                double width = Math.PI / scale * 0.5;
                double decay = width * width / (4 * Math.log(Math.pow(10, 6 / 20.0)));
                yield Math.exp(-decay * time * time) * Math.cos(2 * Math.PI * time / scale);
            }
            case DERIVATIVE_OF_GAUSSIAN ->
                    -time
                            * Math.exp(-0.5 * time * time / (scale * scale))
                            / (Math.sqrt(2 * Math.PI) * scale * scale);
            case RICKER -> {
                double perSecond =
                        timeAxis == TimeAxis.TRUE ? samplingRate : taps / REFERENCE_DURATION;
                double width = Math.max(1, Math.floor(2 * scale * perSecond));
                double n = tap - (taps - 1) / 2.0;
                double square = n * n / (width * width);
                yield 2
                        / (Math.sqrt(3 * width) * Math.pow(Math.PI, 0.25))
                        * (1 - square)
                        * Math.exp(-square / 2);
            }
        };
    }
}

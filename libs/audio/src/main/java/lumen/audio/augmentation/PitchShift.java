package lumen.audio.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import lumen.audio.augmentation.stretch.PhaseVocoder;
import lumen.audio.augmentation.stretch.SincResampler;

/**
 * Moves the pitch of a signal without changing its length: stretched by a phase vocoder, then read
 * faster or slower.
 *
 * @param semitones shift in semitones, up if positive
 * @param asReference whether only those ratios within the range are drawn from that are quotients
 *     of divisors of the sampling rate, as the reference does: at 16 kHz and within two semitones
 *     125/128 and 128/125, which is 0.41 semitones down or up
 */
public record PitchShift(Range semitones, boolean asReference) implements SignalAugmentation {
    static final Argument<Range> SEMITONES =
            Argument.range("pitch_semitones", -2, 2, -24, 24, "shift of pitch in semitones");

    /** Checks the range. */
    public PitchShift {
        SEMITONES.check(semitones);
    }

    static PitchShift from(Arguments arguments) {
        return new PitchShift(
                arguments.get(SEMITONES), arguments.asReference(AugmentationName.PITCH));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double ratio =
                asReference
                        ? drawReferenceRatio(samplingRate, random)
                        : StrictMath.pow(2, semitones.draw(random) / 12);
        return ratio == 1 ? samples : shift(PhaseVocoder.forRate(samplingRate), samples, ratio);
    }

    /**
     * Multiplies every frequency by a ratio.
     *
     * @return as many samples
     */
    public static float[] shift(PhaseVocoder vocoder, float[] samples, double ratio) {
        float[] stretched = vocoder.stretch(samples, 1 / ratio);
        return SincResampler.resample(stretched, ratio, samples.length);
    }

    private double drawReferenceRatio(int samplingRate, RandomGenerator random) {
        List<Double> ratios = referenceRatios(samplingRate);
        return ratios.isEmpty() ? 1 : ratios.get(random.nextInt(ratios.size()));
    }

    /** The quotients of two divisors of the sampling rate that lie in the range, but not 1. */
    List<Double> referenceRatios(int samplingRate) {
        List<Integer> divisors = new ArrayList<>();
        for (int divisor = 1; divisor <= samplingRate; divisor++) {
            if (samplingRate % divisor == 0) {
                divisors.add(divisor);
            }
        }
        double low = StrictMath.pow(2, semitones.low() / 12);
        double high = StrictMath.pow(2, semitones.high() / 12);
        return divisors.stream()
                .flatMap(above -> divisors.stream().map(below -> (double) above / below))
                .filter(ratio -> ratio >= low && ratio <= high && ratio != 1)
                .distinct()
                .sorted()
                .toList();
    }
}

package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.filter.Convolution;

/**
 * Puts a signal into a made-up room: convolves it with an impulse response that is the direct sound
 * followed by Gaussian noise which decays by 60 dB in the decay time (Moorer, About This
 * Reverberation Business, 1979). Length and level of the signal stay.
 *
 * @param decay time in seconds in which the reverberation falls by 60 dB
 * @param directToReverberant energy of the direct sound over that of the rest, in dB
 */
public record RoomImpulse(Range decay, Range directToReverberant) implements SignalAugmentation {
    static final Argument<Range> DECAY =
            Argument.range(
                    "room_impulse_decay",
                    0.15,
                    1.0,
                    0.02,
                    10,
                    "seconds in which the reverberation falls by 60 dB");
    static final Argument<Range> DIRECT_TO_REVERBERANT =
            Argument.range(
                    "room_impulse_ratio",
                    0,
                    15,
                    -60,
                    60,
                    "energy of the direct sound over that of the reverberation in dB");

    /** The reverberation begins so many seconds after the direct sound. */
    private static final double DELAY = 0.002;

    /** Checks the ranges. */
    public RoomImpulse {
        DECAY.check(decay);
        DIRECT_TO_REVERBERANT.check(directToReverberant);
    }

    static RoomImpulse from(Arguments arguments) {
        return new RoomImpulse(arguments.get(DECAY), arguments.get(DIRECT_TO_REVERBERANT));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double seconds = decay.drawLogarithmic(random);
        double ratio = directToReverberant.draw(random);
        float[] room = response(samplingRate, seconds, ratio, random);
        float[] result = Convolution.apply(samples, room);
        double level = Decibels.level(result);
        if (level > 0) {
            Decibels.scale(result, Decibels.level(samples) / level);
        }
        return result;
    }

    /** An impulse response: 1 at its beginning, then the decaying noise, as long as it decays. */
    static float[] response(
            int samplingRate, double seconds, double ratio, RandomGenerator random) {
        int delay = Math.max(1, (int) Math.round(DELAY * samplingRate));
        float[] response = new float[delay + (int) Math.ceil(seconds * samplingRate)];
        double energy = 0;
        for (int index = delay; index < response.length; index++) {
            double fallen = -60.0 * (index - delay) / samplingRate / seconds;
            double value = random.nextGaussian() * Decibels.amplitude(fallen);
            response[index] = (float) value;
            energy += value * value;
        }
        Decibels.scale(response, Decibels.amplitude(-ratio) / Math.sqrt(energy));
        response[0] = 1;
        return response;
    }
}

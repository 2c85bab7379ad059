package lumen.training.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import lumen.audio.FeatureSpecification;
import lumen.audio.MelFeatures;
import lumen.audio.Transform;
import lumen.audio.augmentation.PlaybackSpeed;
import lumen.audio.augmentation.SignalAugmentation;
import lumen.audio.augmentation.Spectrogram;
import lumen.audio.augmentation.SpectrogramAugmentation;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;

/**
 * Makes training examples of recordings: chooses stretches, varies and mixes them, and computes the
 * spectrogram. One window of features each, as serving computes them.
 *
 * <p>Shared by threads; each passes a {@link MelSpectrogram} of its own.
 */
final class ExampleMaker {
    /** Root mean square that every source is brought to before mixing. */
    private static final double SOURCE_LEVEL = 0.1;

    private static final float QUIETEST_TRANSFERRED = -70;

    private final List<Recording> recordings;
    private final List<int[]> recordingsOfLabel;
    private final FeatureSpecification specification;
    private final Curriculum curriculum;
    private final MelTables tables;
    private final int signalLength;

    ExampleMaker(
            List<Recording> recordings, FeatureSpecification specification, Curriculum curriculum) {
        this.recordings = List.copyOf(recordings);
        this.specification = specification;
        this.curriculum = curriculum;
        this.tables = MelTables.of(mel(specification));
        this.signalLength = (specification.windowFrames() - 1) * specification.hopLength();
        this.recordingsOfLabel = byLabel(recordings);
    }

    private static MelParameters mel(FeatureSpecification specification) {
        if (specification instanceof MelFeatures features) {
            return features.mel();
        }
        throw new IllegalArgumentException(
                "training makes examples of mel spectrograms, not of " + specification.transform());
    }

    private static List<int[]> byLabel(List<Recording> recordings) {
        List<int[]> result = new ArrayList<>();
        int labels = recordings.getFirst().target().length;
        for (int label = 0; label < labels; label++) {
            List<Integer> having = new ArrayList<>();
            for (int index = 0; index < recordings.size(); index++) {
                if (recordings.get(index).target()[label] > 0) {
                    having.add(index);
                }
            }
            if (!having.isEmpty()) {
                result.add(having.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        return result;
    }

    MelSpectrogram newSpectrogram() {
        return new MelSpectrogram(tables);
    }

    int labels() {
        return recordings.getFirst().target().length;
    }

    int featureSize() {
        return specification.rows() * specification.windowFrames();
    }

    /**
     * Makes one example.
     *
     * @param epoch the epoch that the example belongs to, counted from 0
     * @param first the recording that the example is about
     * @param random decides everything else
     * @param spectrogram the calling thread's
     * @param features receives {@code [n_mels, window_frames]}
     * @param target receives one value per label
     */
    void make(
            int epoch,
            int first,
            RandomGenerator random,
            MelSpectrogram spectrogram,
            float[] features,
            float[] target) {
        AugmentationRecipe recipe = curriculum.recipe(epoch, random);
        float[] signal = source(recordings.get(first), recipe, random);
        System.arraycopy(recordings.get(first).target(), 0, target, 0, target.length);
        int added = recipe.mixing().added(random);
        for (int count = 0; count < added; count++) {
            Recording other = any(random);
            add(source(other, recipe, random), recipe.mixing().amplitude(random), signal);
            for (int label = 0; label < target.length; label++) {
                target[label] = Math.max(target[label], other.target()[label]);
            }
        }
        for (SignalAugmentation augmentation : recipe.onMix()) {
            signal = augmentation.apply(signal, specification.samplingRate(), random);
        }
        level(signal, recipe.quietest() * random.nextDouble());
        float[] values = new float[features.length];
        spectrogram.power(signal, signal.length, values);
        Spectrogram power =
                Spectrogram.ofPower(values, specification.rows(), specification.windowFrames());
        for (SpectrogramAugmentation augmentation : recipe.onPower()) {
            augmentation.apply(power, random);
        }
        boolean decibels = specification.transform() == Transform.LOG_MEL_SPECTROGRAM;
        if (decibels) {
            spectrogram.decibels(values, 0, values.length);
        }
        // Shifted and scaled, power could become negative.
        if (recipe.transfer().draw(random) && decibels) {
            transfer(recipe, values, spectrogram, random);
        }
        Spectrogram varied = decibels ? decibels(values) : power;
        for (SpectrogramAugmentation augmentation : recipe.onDecibels()) {
            augmentation.apply(varied, random);
        }
        System.arraycopy(values, 0, features, 0, features.length);
    }

    /** A recording of a label that is as likely as any other. */
    private Recording any(RandomGenerator random) {
        int[] candidates = recordingsOfLabel.get(random.nextInt(recordingsOfLabel.size()));
        return recordings.get(candidates[random.nextInt(candidates.length)]);
    }

    private void transfer(
            AugmentationRecipe recipe,
            float[] values,
            MelSpectrogram spectrogram,
            RandomGenerator random) {
        float[] signal = source(any(random), recipe, random);
        level(signal, 0);
        float[] other = new float[values.length];
        spectrogram.power(signal, signal.length, other);
        spectrogram.decibels(other, 0, other.length);
        // Digital silence has no spectrum to give.
        for (int index = 0; index < other.length; index++) {
            other[index] = Math.max(other[index], QUIETEST_TRANSFERRED);
        }
        recipe.transfer().apply(decibels(values), decibels(other), random);
    }

    private Spectrogram decibels(float[] values) {
        return Spectrogram.ofDecibels(values, specification.rows(), specification.windowFrames());
    }

    /** A stretch of a recording, varied, at the common level. */
    private float[] source(Recording recording, AugmentationRecipe recipe, RandomGenerator random) {
        double speed = recipe.speed().draw(random);
        int length = recording.samples().length;
        int spare = length - (int) Math.ceil(signalLength * speed);
        // A recording that is too short is read round and round, from anywhere.
        int start = random.nextInt(spare > 0 ? spare : length);
        float[] signal = new float[signalLength];
        PlaybackSpeed.read(recording.samples(), start, speed, signal);
        for (SignalAugmentation augmentation : recipe.onSource()) {
            signal = augmentation.apply(signal, specification.samplingRate(), random);
        }
        double power = 0;
        for (float sample : signal) {
            power += (double) sample * sample;
        }
        double present = Math.sqrt(power / signal.length);
        if (present > 0) {
            scale(signal, (float) (SOURCE_LEVEL / present));
        }
        return signal;
    }

    private static void add(float[] other, double amplitude, float[] signal) {
        for (int index = 0; index < signal.length; index++) {
            signal[index] += (float) (amplitude * other[index]);
        }
    }

    private void level(float[] signal, double decibels) {
        if (!specification.normalizeAudio()) {
            return;
        }
        float peak = 0;
        for (float sample : signal) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (peak > 0) {
            scale(signal, (float) (Math.pow(10, decibels / 20) / peak));
        }
    }

    private static void scale(float[] signal, float factor) {
        for (int index = 0; index < signal.length; index++) {
            signal[index] *= factor;
        }
    }

    /**
     * The order of an epoch: every recording once for each stretch of some seconds, shuffled.
     *
     * @param secondsPerExample how much of a recording one example stands for
     */
    int[] order(double secondsPerExample, RandomGenerator random) {
        int[] order = new int[recordings.size()];
        int size = 0;
        for (int index = 0; index < recordings.size(); index++) {
            double seconds =
                    (double) recordings.get(index).samples().length / specification.samplingRate();
            int times = Math.max(1, (int) Math.round(seconds / secondsPerExample));
            for (int time = 0; time < times; time++) {
                if (size == order.length) {
                    order = Arrays.copyOf(order, 2 * size);
                }
                order[size++] = index;
            }
        }
        for (int last = size - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
        return Arrays.copyOf(order, size);
    }
}

package lumen.audio.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the augmentations of a run do to one sample of one epoch: {@link #sources} tells how many
 * recordings are needed, {@link #signal} makes one signal of them, {@link #labels} one set of
 * labels, and {@link #spectrogram} varies the features of the signal. Every call gives the same for
 * the same arguments, whatever was called before; safe for threads.
 */
public final class SampleAugmentation {
    private final List<Augmentations.Step> steps;
    private final AugmentationRandom random;

    SampleAugmentation(List<Augmentations.Step> steps, AugmentationRandom random) {
        this.steps = steps;
        this.random = random;
    }

    /** A step's own generator; empty if the sample is not changed by the step. */
    private Optional<RandomGenerator> drawn(Augmentations.Step step) {
        return drawn(step, step.name().name());
    }

    private Optional<RandomGenerator> drawn(Augmentations.Step step, String purpose) {
        RandomGenerator own = random.of(purpose);
        return own.nextDouble() < step.probability() ? Optional.of(own) : Optional.empty();
    }

    /**
     * How many recordings the sample is made of, at least 1; the last one may give no more than its
     * long-term spectrum: see {@link #donor}.
     */
    public int sources() {
        return sounding() + (transfer().isPresent() ? 1 : 0);
    }

    private Optional<Augmentations.Step> transfer() {
        return steps.stream()
                .filter(step -> step.augmentation() instanceof SpectrumTransfer)
                .filter(step -> drawn(step).isPresent())
                .findFirst();
    }

    /** How many recordings are heard in the sample. */
    private int sounding() {
        int count = joined() * summed();
        for (Augmentations.Step step : steps) {
            count +=
                    step.augmentation() instanceof SourceAugmentation added
                            ? extra(step, added)
                            : 0;
        }
        return count;
    }

    private int extra(Augmentations.Step step, SourceAugmentation augmentation) {
        return switch (augmentation) {
            case Mixing mixing -> drawn(step).map(mixing::added).orElse(0);
            case MixUp mixUp -> drawn(step).isPresent() ? 1 : 0;
            case ConcatenatedSamples concatenated -> 0;
            case SummedSamples summed -> 0;
        };
    }

    private int summed() {
        for (Augmentations.Step step : steps) {
            if (step.augmentation() instanceof SummedSamples summed && drawn(step).isPresent()) {
                return summed.samples();
            }
        }
        return 1;
    }

    private int joined() {
        for (Augmentations.Step step : steps) {
            if (step.augmentation() instanceof ConcatenatedSamples joined
                    && drawn(step).isPresent()) {
                return joined.samples() + (joined.asReference() && summed() == 1 ? 1 : 0);
            }
        }
        return 1;
    }

    /**
     * Makes one varied signal of the sample's recordings.
     *
     * @param recordings mono waveforms, the sample's own first, then those that are added; when
     *     there are fewer than {@link #sources} asks for, less is combined. They are left as they
     *     are
     * @param samplingRate in Hz
     * @return the signal, a new array
     * @throws IllegalArgumentException if there is no recording or more than asked for
     * @throws java.io.UncheckedIOException if a file of background noise cannot be decoded
     */
    public float[] signal(List<float[]> recordings, int samplingRate) {
        requireCount(recordings.size());
        float[] signal = combine(varied(heard(recordings), samplingRate));
        for (Augmentations.Step step : steps) {
            if (!step.eachRecording()
                    && step.augmentation() instanceof SignalAugmentation augmentation) {
                Optional<RandomGenerator> own = drawn(step);
                if (own.isPresent()) {
                    signal = augmentation.apply(signal, samplingRate, own.get());
                }
            }
        }
        return signal;
    }

    /** Varies each recording by itself, as far as that is wanted. */
    private List<float[]> varied(List<float[]> recordings, int samplingRate) {
        if (steps.stream().noneMatch(Augmentations.Step::eachRecording)) {
            return recordings;
        }
        List<float[]> varied = new ArrayList<>();
        for (float[] recording : recordings) {
            float[] signal = recording.clone();
            for (Augmentations.Step step : steps) {
                if (step.eachRecording()
                        && step.augmentation() instanceof SignalAugmentation augmentation) {
                    Optional<RandomGenerator> own =
                            drawn(step, step.name().name() + "/" + varied.size());
                    if (own.isPresent()) {
                        signal = augmentation.apply(signal, samplingRate, own.get());
                    }
                }
            }
            varied.add(signal);
        }
        return varied;
    }

    /**
     * The labels of the combined sample: of the recordings that are heard in it.
     *
     * @param labels one array for each recording, in the order of the recordings
     * @return the greatest value of each label
     */
    public float[] labels(List<float[]> labels) {
        requireCount(labels.size());
        return SourceCombination.union(heard(labels));
    }

    private List<float[]> heard(List<float[]> ofRecordings) {
        return ofRecordings.subList(0, Math.min(ofRecordings.size(), sounding()));
    }

    private float[] combine(List<float[]> recordings) {
        int together = summed();
        int base = Math.min(recordings.size(), joined() * together);
        float[] signal = base(recordings.subList(0, base), together);
        int next = base;
        for (Augmentations.Step step : steps) {
            if (step.augmentation() instanceof SourceAugmentation augmentation) {
                int added = Math.min(extra(step, augmentation), recordings.size() - next);
                List<float[]> others = recordings.subList(next, next + added);
                signal = add(step, signal, others);
                next += added;
            }
        }
        return signal;
    }

    private float[] base(List<float[]> recordings, int together) {
        if (together == 1) {
            return SourceCombination.concatenate(recordings);
        }
        return joined() == 1
                ? SourceCombination.mean(recordings)
                : SourceCombination.mean(
                        SourceCombination.split(
                                SourceCombination.concatenate(recordings), together));
    }

    private float[] add(Augmentations.Step step, float[] signal, List<float[]> others) {
        if (others.isEmpty()) {
            return signal;
        }
        RandomGenerator own = drawn(step).orElseThrow();
        return switch (step.augmentation()) {
            case MixUp mixUp ->
                    SourceCombination.weigh(signal, others.getFirst(), mixUp.weight(own));
            case Mixing mixing -> mixing.mix(signal, others, own);
            default -> signal;
        };
    }

    private void requireCount(int count) {
        if (count < 1 || count > sources()) {
            throw new IllegalArgumentException(
                    "augmentations: the sample is made of %d recordings, but there are %d"
                            .formatted(sources(), count));
        }
    }

    /**
     * The recording whose long-term spectrum the sample takes a share of: its features, unvaried,
     * go to {@link #spectrogram(Spectrogram, Optional)}.
     *
     * @param recordings those given to {@link #signal}
     */
    public Optional<float[]> donor(List<float[]> recordings) {
        return recordings.size() > sounding()
                ? Optional.of(recordings.getLast())
                : Optional.empty();
    }

    /**
     * Varies the features of a sample that has no donor.
     *
     * @param spectrogram changed in place
     * @throws IllegalArgumentException if an augmentation needs power and the values are none
     */
    public void spectrogram(Spectrogram spectrogram) {
        spectrogram(spectrogram, Optional.empty());
    }

    /**
     * Varies the features of the sample's signal.
     *
     * @param spectrogram changed in place
     * @param donor the features of the {@link #donor}
     * @throws IllegalArgumentException if an augmentation needs power and the values are none
     */
    public void spectrogram(Spectrogram spectrogram, Optional<Spectrogram> donor) {
        for (Augmentations.Step step : steps) {
            switch (step.augmentation()) {
                case SpectrogramAugmentation augmentation ->
                        drawn(step).ifPresent(own -> augmentation.apply(spectrogram, own));
                case SpectrumTransfer transfer ->
                        donor.ifPresent(
                                other ->
                                        drawn(step)
                                                .ifPresent(
                                                        own ->
                                                                transfer.apply(
                                                                        spectrogram, other, own)));
                case SourceAugmentation earlier -> {}
                case SignalAugmentation earlier -> {}
            }
        }
    }
}

package lumen.audio.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.ImageForm;
import lumen.audio.PeakNormalization;
import lumen.audio.Transform;
import lumen.audio.WindowConsumer;
import lumen.audio.augmentation.SampleAugmentation;
import lumen.audio.augmentation.Scale;
import lumen.audio.augmentation.Spectrogram;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleSource;

/**
 * A sample of a training run: recordings that are combined, varied, and turned into features that
 * are varied again. Unlike the file of a prediction it is in memory as a whole.
 *
 * @param extractor computes the features
 * @param augmentation what is done to this sample
 * @param limits what is put up with for each recording
 */
public record VariedSample(
        FeatureExtractor extractor, SampleAugmentation augmentation, DecodingLimits limits)
        implements FeatureRecipe {
    private record Window(double start, double end, float[] values) {}

    public VariedSample {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(limits, "limits");
    }

    @Override
    public FeatureSpecification specification() {
        return extractor.specification();
    }

    /**
     * Computes the sample's windows.
     *
     * @param clips the sample's own recording first, then those that are combined with it
     * @param consumer takes the windows
     * @throws AudioException if a recording cannot be used
     * @throws IllegalArgumentException if the augmentation does not take so many recordings, or
     *     does not fit the features
     */
    @Override
    public Extraction extract(List<SampleSource> clips, WindowConsumer consumer)
            throws AudioException {
        FeatureSpecification specification = specification();
        List<float[]> recordings = new ArrayList<>();
        for (SampleSource clip : clips) {
            float[] recording = clip.decodeAll(specification.samplingRate(), limits);
            if (specification.normalizeAudio()) {
                PeakNormalization.apply(recording);
            }
            recordings.add(recording);
        }
        long begin = System.nanoTime();
        float[] signal = augmentation.signal(recordings, specification.samplingRate());
        List<Window> windows = windows(signal);
        if (isSpectrogram(specification)) {
            Optional<List<Window>> donor = augmentation.donor(recordings).map(this::windows);
            vary(windows, donor.map(this::spectrogram));
        }
        double transformSeconds = (System.nanoTime() - begin) / 1e9;
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            consumer.window(i, window.start(), window.end(), window.values());
        }
        return new Extraction(
                (double) signal.length / specification.samplingRate(),
                windows.size(),
                transformSeconds);
    }

    private List<Window> windows(float[] signal) {
        List<Window> windows = new ArrayList<>();
        extractor.extract(
                signal,
                signal.length,
                (index, start, end, values) -> windows.add(new Window(start, end, values.clone())));
        return windows;
    }

    /** Varies the windows side by side, as the one spectrogram that they were cut from. */
    private void vary(List<Window> windows, Optional<Spectrogram> donor) {
        Spectrogram varied = spectrogram(windows);
        augmentation.spectrogram(varied, donor);
        int width = specification().windowFrames();
        for (int i = 0; i < windows.size(); i++) {
            for (int row = 0; row < varied.bands(); row++) {
                System.arraycopy(
                        varied.values(),
                        row * varied.frames() + i * width,
                        windows.get(i).values(),
                        row * width,
                        width);
            }
        }
    }

    private Spectrogram spectrogram(List<Window> windows) {
        FeatureSpecification specification = specification();
        int rows = specification.rows();
        int width = specification.windowFrames();
        int frames = width * windows.size();
        float[] joined = new float[rows * frames];
        for (int i = 0; i < windows.size(); i++) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        windows.get(i).values(),
                        row * width,
                        joined,
                        row * frames + i * width,
                        width);
            }
        }
        return spectrogram(specification, joined, frames);
    }

    private static Spectrogram spectrogram(
            FeatureSpecification specification, float[] values, int frames) {
        int rows = specification.rows();
        if (!specification.image().equals(ImageForm.NONE)) {
            return new Spectrogram(values, rows, frames, Scale.OTHER, least(values));
        }
        return switch (specification.transform()) {
            case MEL_SPECTROGRAM -> Spectrogram.ofPower(values, rows, frames);
            case LOG_MEL_SPECTROGRAM -> Spectrogram.ofDecibels(values, rows, frames);
            case AST ->
                    new Spectrogram(values, rows, frames, Scale.NATURAL_LOGARITHM, least(values));
            case MFCC, MULTI_SPECTROGRAM, WAV2VEC, WAVELET, MELCHROWAV ->
                    new Spectrogram(values, rows, frames, Scale.OTHER, least(values));
        };
    }

    /** What comes nearest to silence where a transform has no value of its own for it. */
    private static float least(float[] values) {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    /** Whether the features are one spectrogram: neither a waveform nor several planes. */
    private static boolean isSpectrogram(FeatureSpecification specification) {
        return specification.planes().size() == 1 && specification.transform() != Transform.WAV2VEC;
    }
}
